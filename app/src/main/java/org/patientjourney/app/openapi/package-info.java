/**
 * The doors described for machines: OpenAPI 3.1, made from the resources, and a page for people.
 */
package org.patientjourney.app.openapi;
