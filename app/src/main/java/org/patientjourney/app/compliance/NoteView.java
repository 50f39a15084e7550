package org.patientjourney.app.compliance;

/** A person's words. */
public record NoteView(String note) {
  @Override
  public String toString() {
    return "NoteView[not shown]";
  }
}
