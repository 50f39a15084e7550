package org.patientjourney.app.access;

/** A person's words. */
public record NoteView(String note) {
  @Override
  public String toString() {
    return "NoteView[not shown]";
  }
}
