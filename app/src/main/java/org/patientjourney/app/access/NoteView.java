package org.patientjourney.app.access;

/** The note of a command, written by a person. */
public record NoteView(String note) {
  @Override
  public String toString() {
    return "NoteView[not shown]";
  }
}
