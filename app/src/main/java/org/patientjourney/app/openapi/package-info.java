/** The OpenAPI 3.1 document, made from the resources, and a page for people. */
package org.patientjourney.app.openapi;
