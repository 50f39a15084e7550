package org.patientjourney.sandbox.control;

import java.util.List;
import java.util.Locale;

/** One page of fictional text as a PDF 1.4 file (ISO 32000-1), all of it ASCII. */
final class ExamPdf {
  private ExamPdf() {}

  /** Always the same text; the title has no parentheses, which would need an escape. */
  static String of(long patientExamId, String examTitle) {
    String page = page(patientExamId, examTitle);
    return file(
        List.of(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
                + " /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
            "<< /Length " + page.length() + " >>\nstream\n" + page + "endstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"));
  }

  /** The operators of ISO 32000-1, annex A: a heading, and two lines below it. */
  private static String page(long patientExamId, String examTitle) {
    return String.format(
        Locale.ROOT,
        """
        BT
        /F1 18 Tf
        72 720 Td
        (Exam record) Tj
        /F1 11 Tf
        0 -32 Td
        (Patient exam %d: %s) Tj
        0 -18 Td
        (Made by the sandbox. Fictional: no patient, no clinician, no medical record.) Tj
        ET
        """,
        patientExamId,
        examTitle);
  }

  /** The objects with the table of their offsets. */
  private static String file(List<String> objects) {
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", file.length()));
      file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
    }
    int size = objects.size() + 1;
    return file
        + ("xref\n0 " + size + "\n" + table)
        + ("trailer\n<< /Size " + size + " /Root 1 0 R >>\n")
        + ("startxref\n" + file.length() + "\n%%EOF\n");
  }
}
