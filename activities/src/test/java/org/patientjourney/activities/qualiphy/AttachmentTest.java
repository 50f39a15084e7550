package org.patientjourney.activities.qualiphy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files may be sent. */
class AttachmentTest {
  static Stream<Arguments> beginnings() {
    return Stream.of(
        Arguments.of("%PDF-1.4", Attachment.Type.PDF),
        Arguments.of("\u00FF\u00D8\u00FF\u00E0", Attachment.Type.JPEG),
        Arguments.of("\u0089PNG\r\n\u001A\n", Attachment.Type.PNG),
        Arguments.of("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", Attachment.Type.HEIC),
        Arguments.of("\0\0\0\u001Cftypmif1\0\0\0\0mif1miafheix", Attachment.Type.HEIC));
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void type_of_a_file_is_determined_by_its_first_bytes(String begin, Attachment.Type type) {
    assertThat(Attachment.Type.of((begin + "and so on").getBytes(ISO_8859_1))).contains(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%",
        "%PDF",
        " %PDF-1.4",
        "\u00FF\u00D8",
        "\u0089PNG\n\u001A\n",
        "GIF89a",
        "PK\u0003\u0004",
        "<html>%PDF-1.4",
        "MZ\u0090",
        "ftypheic",
        "\u0000\u0000\u0000\u0018ftypavif\u0000\u0000\u0000\u0000mif1avif",
        "\u0000\u0000\u0000\u0014ftypmif1\u0000\u0000\u0000\u0000mif1heic",
        "\u0000\u0001\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic"
      })
  void other_beginnings_have_no_type(String content) {
    assertThat(Attachment.Type.of(content.getBytes(ISO_8859_1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "lab.pdf, true",
    "lab report (2).PDF, true",
    "x.pdf.pdf, true",
    "lab.png, false",
    "pdf, false",
    "lab, false",
    ".pdf, false",
    "'lab\".pdf', false",
    "'a\r\nb.pdf', false",
    "../lab.pdf, false",
    "läb.pdf, false"
  })
  void name_is_plain_and_has_the_ending_of_its_type(String name, boolean taken) {
    boolean fits = Attachment.isName(name) && Attachment.Type.PDF.fitsName(name);
    assertThat(fits).isEqualTo(taken);
    if (!taken) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Attachment(name, null, TestAttachments.pdf("x")));
    }
  }

  @ParameterizedTest
  @CsvSource({"Lab, true", "Picture of hair loss area, true", "' ', false", "'a\r\nb', false"})
  void a_label_is_plain(String label, boolean taken) {
    assertThat(Attachment.isLabel(label)).isEqualTo(taken);
  }

  @Test
  void a_file_has_a_known_kind_and_a_largest_size() {
    byte[] largest = Arrays.copyOf(TestAttachments.pdf("x"), Attachment.LARGEST);
    assertThat(new Attachment("a.pdf", null, largest).content()).isSameAs(largest);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Attachment("a.pdf", null, Arrays.copyOf(largest, Attachment.LARGEST + 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Attachment("a.pdf", null, new byte[100]));
  }
}
