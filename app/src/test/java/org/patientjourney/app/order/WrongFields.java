package org.patientjourney.app.order;

/** Values that their fields cannot have: pointer and JSON. */
final class WrongFields {
  static final String ONE_A_LINE =
      """
      /orderId | ""
      /orderId | " "
      /orderId | "WC 12847"
      /orderId | "WC:12847"
      /orderId | 12847
      /clinic | ""
      /clinic | "Juniper"
      /clinic | ["juniper"]
      /reference | 7
      /patient | "C-5521"
      /patient | []
      /patient/id | "C 5521"
      /patient/id | 5521
      /patient/firstName | " "
      /patient/firstName | {"first": "x"}
      /patient/lastName | ""
      /patient/lastName | "a\\u0000b"
      /patient/lastName | true
      /patient/email | "rivka"
      /patient/email | "rivka@example"
      /patient/email | "rivka@@example.org"
      /patient/email | "rivka @example.org"
      /patient/email | "rivka@example..org"
      /patient/email | 1
      /patient/email | "rivka@example.org;"
      /patient/email | "rivka@example.org>"
      /patient/email | "Rivka <rivka@example.org>"
      /patient/email | "mailto:rivka@example.org"
      /patient/email | "rivka@example.org, b@example.org"
      /patient/email | "riv\\u00a0ka@example.org"
      /patient/email | "riv\\u200bka@example.org"
      /patient/email | "\\u0440ivka@example.org"
      /patient/email | "rivka@[127.0.0.1]"
      /patient/phone | "555-0147"
      /patient/phone | "102-555-0147"
      /patient/phone | "202-155-0147"
      /patient/phone | "+44 20 7946 0000"
      /patient/phone | "202-555-0147 ext 1"
      /patient/phone | 2025550147
      /patient/phone | "202-555-0147x5"
      /patient/phone | "1-202-FLOWERS"
      /patient/dateOfBirth | "01.04.1990"
      /patient/dateOfBirth | "1990-02-30"
      /patient/dateOfBirth | "1899-12-31"
      /patient/dateOfBirth | 19900401
      /patient/gender | "Female"
      /patient/gender | "other"
      /patient/gender | 1
      /patient/state | "te"
      /patient/state | "Texas"
      /patient/state | ""
      /patient/homeAddress | "1 Test Way"
      /patient/homeAddress/line1 | ""
      /patient/homeAddress/line2 | "tab\\there"
      /patient/homeAddress/zip | "7870"
      /patient/homeAddress/zip | "78701-12"
      /patient/homeAddress/zip | 78701
      /shippingAddress | []
      /shippingAddress/state | "tx"
      /shippingAddress/zip | "7870a"
      /exams | []
      /exams/0 | 5101
      /exams/0 | null
      /exams/0/examId | 0
      /exams/0/examId | -5101
      /exams/0/examId | 5101.0
      /exams/0/examId | 4294972397
      /exams/0/examId | "5101"
      /exams/1/answers | {}
      /exams/1/answers/0 | "None"
      /exams/1/answers/0/questionId | 0
      /exams/1/answers/0/answer | ""
      /exams/1/answers/0/answer | ["None"]
      /exams/1/pharmacy | "partner"
      /exams/1/pharmacy/route | "courier"
      /exams/1/pharmacy/route | "OWN"
      /exams/1/pharmacy/pharmacyId | "12"
      /exams/1/pharmacy/orderSetId | -1
      /exams/1/pharmacy/address/city | 3
      /redirects | "https://shop.example.org"
      /redirects/approved | "http://shop.example.org"
      /redirects/rejected | "https:///path"
      /redirects/notApplicable | "https://shop.example.org/a b"
      /redirects/missed | 404
      """;

  /** A schema knows neither lists of zones, ZIP codes and top-level domains, nor today. */
  static final String BEYOND_A_SCHEMA =
      """
      /patient/firstName | "\\u200b\\u2060"
      /patient/firstName | "\\u3164"
      /patient/lastName | "-"
      /patient/lastName | "Lind\\u202eqvist"
      /patient/lastName | "Lind\\u200bqvist"
      /patient/lastName | "Lind\\ufffdqvist"
      /patient/lastName | "\\u0308"
      /patient/email | "rivka@example.con"
      /patient/phone | "800-555-0199"
      /patient/phone | "900-555-0147"
      /patient/phone | "999-555-0147"
      /patient/dateOfBirth | "2026-11-23"
      /patient/dateOfBirth | "2126-11-23"
      /patient/dateOfBirth | "2008-11-24"
      /patient/timeZone | "CST6"
      /patient/timeZone | "UTC"
      /patient/timeZone | "Etc/UTC"
      /patient/timeZone | "+05:00"
      /patient/timeZone | "Europe/Berlin"
      /patient/timeZone | "America/Nowhere"
      /shippingAddress/zip | "90001"
      /shippingAddress/zip | "00000"
      /exams/1/answers/0/answer | "No\\u0000ne"
      /exams/1/answers/0/answer | "No\\u202ene"
      /exams/1/pharmacy/address/zip | "90001"
      """;

  private WrongFields() {}
}
