package org.patientjourney.app.lookup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.Attachment;
import org.patientjourney.activities.qualiphy.AttachmentType;
import org.patientjourney.app.problem.FieldProblem;

/** What a query says of a file. */
record AttachmentRequest(String name, @Nullable String type, String again) {
  List<FieldProblem> problems() {
    List<FieldProblem> problems = new ArrayList<>();
    if (!Attachment.isName(name)) {
      problems.add(
          new FieldProblem(
              "/name",
              "a file's name of 1 to 100 letters, digits, blanks and ._()-",
              name.isEmpty() ? "nothing" : "something else"));
    }
    if (type != null && !Attachment.isLabel(type)) {
      problems.add(
          new FieldProblem(
              "/type", "1 to 100 letters, digits, blanks and .,_/&()-", "something else"));
    }
    if (!again.equals("true") && !again.equals("false")) {
      problems.add(new FieldProblem("/again", "true or false", "something else"));
    }
    return problems;
  }

  /** The name must not say something else than the content. */
  List<FieldProblem> problemsWith(AttachmentType content) {
    return content.fitsName(name)
        ? List.of()
        : List.of(
            new FieldProblem(
                "/name", "a name that ends as " + content + " files do", "another ending"));
  }
}
