/** Archives for auditors: ZIP files of journals and tables that are checked without the engine. */
package org.patientjourney.app.archive;
