/** Query parameters: which an endpoint has, and the refusal of all others. */
package org.patientjourney.app.query;
