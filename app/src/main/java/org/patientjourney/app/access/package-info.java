/** Keys, roles and personal data: which caller may use which endpoint. */
package org.patientjourney.app.access;
