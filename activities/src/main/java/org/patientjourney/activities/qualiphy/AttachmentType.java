package org.patientjourney.activities.qualiphy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The types of file that a clinician can view. Which ones the provider accepts is not published; ID
 * photos and lab reports are of these four.
 */
public enum AttachmentType {
  /** ISO 32000-1, 7.5.2. */
  PDF("application/pdf", "pdf", "%PDF-"),
  /** ISO/IEC 10918-1, annex B: start of image, then another marker. */
  JPEG("image/jpeg", "jpe?g", "\u00FF\u00D8\u00FF"),
  /** W3C PNG, 5.2. */
  PNG("image/png", "png", "\u0089PNG\r\n\u001A\n"),
  HEIC("image/heic", "heic", "ftyp") {
    /** ISO/IEC 14496-12, 4.3: the first box lists the brands, 4 characters each. */
    @Override
    boolean isTypeOf(byte[] content) {
      if (!startsWith(content, 4) || content[0] != 0 || content[1] != 0) {
        return false;
      }
      int box = Byte.toUnsignedInt(content[2]) << 8 | Byte.toUnsignedInt(content[3]);
      for (int at = 8; at + 4 <= Math.min(box, content.length); at += 4) {
        if (HEIC_BRANDS.contains(new String(content, at, 4, StandardCharsets.ISO_8859_1))) {
          return true;
        }
      }
      return false;
    }
  };

  /** ISO/IEC 23008-12, annex B: still images and collections of them, coded as HEVC. */
  private static final Set<String> HEIC_BRANDS = Set.of("heic", "heix", "heim", "heis");

  private final String mediaType;
  private final Pattern name;
  private final String beginning;

  AttachmentType(String mediaType, String ending, String beginning) {
    this.mediaType = mediaType;
    this.beginning = beginning;
    this.name = Pattern.compile(".+\\." + ending, Pattern.CASE_INSENSITIVE);
  }

  /** By the first bytes, as names and headers may be wrong. */
  public static Optional<AttachmentType> of(byte[] content) {
    return Arrays.stream(values()).filter(type -> type.isTypeOf(content)).findFirst();
  }

  public String mediaType() {
    return mediaType;
  }

  /** Whether a file of this type may have this name. */
  public boolean fitsName(String text) {
    return name.matcher(text).matches();
  }

  boolean isTypeOf(byte[] content) {
    return startsWith(content, 0);
  }

  /** Whether the bytes from the offset are those of the beginning. */
  final boolean startsWith(byte[] content, int offset) {
    int end = offset + beginning.length();
    return content.length >= end
        && new String(content, offset, beginning.length(), StandardCharsets.ISO_8859_1)
            .equals(beginning);
  }
}
