package org.patientjourney.app.configuration;

/** Settings that cannot be: pointer and JSON. */
final class WrongSettings {
  static final String ONE_A_LINE =
      """
      /mode | "PRODUCTION"
      /mode | null
      /server/requestLog/type | "logback-access"
      /server/registerDefaultExceptionMappers | true
      /roles | []
      /roles | ["API", "COOK"]
      /publicBaseUrl | null
      /publicBaseUrl | "not a url"
      /database/url | ""
      /database/applicationUser | ""
      /database/migratorPassword | null
      /database/maximumConnections | 1
      /database/maximumConnections | 201
      /database/maximumConnections | "many"
      /encryption | null
      /encryption/activeKey | ""
      /encryption/keys | {}
      /access/keys | []
      /access/keys | null
      /access/keys/0/name | ""
      /access/keys/0/name | "Front Desk"
      /access/keys/0/name | "engine"
      /access/keys/0/name | "a-name-of-thirty-three-characters"
      /access/keys/0/role | "COOK"
      /access/keys/0/clinic | "Juniper"
      /access/keys/0/hash | ""
      /access/keys/0/hash | "0123456789abcdef"
      /access/keys/1/hash | "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"
      /provider/baseUrl | null
      /provider/connectTimeout | "5 parsecs"
      /provider/connectTimeout | "-5s"
      /provider/answerTimeout | "soon"
      /provider/answerTimeout | null
      /provider/callsPerSecond | -1
      /provider/callsPerSecond | 0
      /provider/callsPerSecond | "fast"
      /policy | null
      /policy/linkLifetime | "30 moons"
      /policy/linkGrace | null
      /policy/reviewOverdue | ""
      /policy/inviteOverdue | "-1h"
      /policy/shipmentSettles | null
      /policy/followUp | null
      /policy/followUp/after | "three weeks"
      /policy/followUp/from | "nine"
      /policy/followUp/grace | null
      /relay/threads | 0
      /relay/threads | 65
      /webhook/unknownTokensPerMinute | 0
      /webhook/queue | 0
      /webhook/quarantinePerSource | 0
      /worker/cachedRuns | 0
      /codec/allowedOrigins | null
      /codec/allowedOrigins | ["*"]
      /codec/allowedOrigins | ["https://*.example.org"]
      /codec/allowedOrigins | ["https://temporal.example.org/"]
      /codec/allowedOrigins | ["temporal.example.org"]
      /codec/allowedOrigins | [null]
      /console/temporalUi | null
      /console/temporalUi | "temporal.example.org"
      /console/temporalUi | "javascript:alert(1)"
      /console/temporalUi | "https://temporal.example.org/"
      /relay/pollInterval | "often"
      /relay/lease | null
      /clinics | {}
      /clinics | null
      /clinics/Juniper | {"apiKey": "k", "patientContact": "CLINIC", "timeZone": "America/Denver"}
      /clinics/juniper/apiKey | ""
      /clinics/juniper/patientContact | "PATIENT"
      /clinics/juniper/timeZone | "America/Nowhere"
      /catalogue | []
      /catalogue/0/examId | 0
      /catalogue/0/examId | "x"
      /catalogue/0/title | ""
      /catalogue/0/kind | "OTHER"
      /catalogue/0/glp1 | "perhaps"
      /catalogue/0/followUpExam | "5205"
      /catalogue/0/reviewedBy | ""
      /catalogue/0/reviewedOn | "yesterday"
      /catalogue/0/reviewedOn | null
      /unservedStates/asOf | "today"
      /unservedStates/asOf | null
      /unservedStates/states | null
      """;

  static final String THAT_CANNOT_WORK =
      """
      /provider/answerTimeout | "61s"
      /provider/answerTimeout | "0s"
      /provider/connectTimeout | "0s"
      /provider/baseUrl | "provider.example.org"
      /publicBaseUrl | "https://journey.example.org/"
      /publicBaseUrl | "journey.example.org"
      /policy/linkLifetime | "0s"
      /retention/afterClose | "23h"
      /retention/afterClose | null
      /relay/pollInterval | "0s"
      /relay/lease | "0s"
      /encryption/activeKey | "k2"
      /encryption/keys/k1 | "AAAA"
      /access/keys/1/hash | "${JOURNEY_BACKEND_KEY_HASH}"
      /access/keys/1/name | "backend"
      /access/keys/0 | null
      /access/keys/0/clinic | "sagebrush"
      /catalogue/1/examId | 5101
      /catalogue/0/followUpExam | 5205
      /catalogue/2/followUpExam | null
      /catalogue/2/followUpExam | 5309
      /catalogue/2/followUpExam | 9999
      /catalogue/3/minimumAge | 21
      /catalogue/0/minimumAge | -1
      /clinics/juniper/duplicateOrders | "MERGE"
      /clinics/juniper/quietDates | ["25 December"]
      /clinics/juniper/callbacks | [{"name": "Shop", "url": "https://shop.example.org", "secrets": ["whsec_c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM="]}]
      /clinics/juniper/callbacks | [{"name": null, "url": "https://shop.example.org", "secrets": ["whsec_c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM="]}]
      /clinics/juniper/callbacks | [{"name": "shop", "url": null, "secrets": ["whsec_c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM="]}]
      /clinics/juniper/callbacks | [{"name": "shop", "url": "ftp://shop.example.org", "secrets": ["whsec_c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM="]}]
      /clinics/juniper/callbacks | [{"name": "shop", "url": "https://a:b@shop.example.org", "secrets": ["whsec_c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM="]}]
      /clinics/juniper/callbacks | [{"name": "shop", "url": "https://shop.example.org", "secrets": []}]
      /clinics/juniper/callbacks | [{"name": "shop", "url": "https://shop.example.org", "secrets": ["c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM="]}]
      /clinics/juniper/callbacks | [{"name": "shop", "url": "https://shop.example.org", "secrets": ["whsec_c2hvcnQ="]}]
      /clinics/juniper/callbacks | [{"name": "shop", "url": "https://shop.example.org", "secrets": ["whsec_not base64 not base64 not base64"]}]
      /clinics/juniper/callbacks | [null]
      /clinics/juniper/callbacks | [{"name": "shop", "url": "https://shop.example.org", "secrets": ["whsec_c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM="]}, {"name": "shop", "url": "https://shop.example.org", "secrets": ["whsec_c2VjcmV0LW9mLWEtc2hvcC1mb3ItdGVzdHM="]}]
      /clinics/juniper/stores | [{"platform": "EBAY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}]}]
      /clinics/juniper/stores | [{"secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": [], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["short"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "", "products": [{"sku": "A", "examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": []}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "productId": 1, "examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A"}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101, "ignored": true}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 9999}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5204, "pharmacy": {"route": "OWN"}}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5204, "pharmacy": {"route": "PARTNER"}}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}, {"sku": "A", "examId": 5102}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "dateFormat": "yy/MM/dd", "products": [{"sku": "A", "examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "dateFormat": "yyyy/MM", "products": [{"sku": "A", "examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}]}, {"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}]}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}], "api": {"url": "https://a.example.org", "secret": ""}}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}], "api": {"secret": "shpat"}}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}], "api": {"url": "https://a.example.org", "key": "ck", "secret": "shpat"}}]
      /clinics/juniper/stores | [{"platform": "WOOCOMMERCE", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}], "api": {"url": "https://a.example.org", "secret": "cs"}}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}], "api": {"url": "ftp://a.example.org", "secret": "shpat"}}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}], "api": {"url": "https://a:b@a.example.org", "secret": "shpat"}}]
      /clinics/juniper/stores | [{"platform": "SHOPIFY", "secrets": ["secret-of-a-store"], "dateOfBirth": "dob", "products": [{"sku": "A", "examId": 5101}], "api": {"url": "https://a.example.org/?page=1", "secret": "shpat"}}]
      /clinics/juniper/stores | [null]
      /alarmMail | {"host": "", "port": 587, "startTls": true, "from": "engine@example.org", "to": ["on-call@example.org"]}
      /alarmMail | {"host": "smtp.example.org", "port": 0, "startTls": true, "from": "engine@example.org", "to": ["on-call@example.org"]}
      /alarmMail | {"host": "smtp.example.org", "port": 587, "from": "engine@example.org", "to": ["on-call@example.org"]}
      /alarmMail | {"host": "smtp.example.org", "port": 587, "startTls": true, "from": "engine", "to": ["on-call@example.org"]}
      /alarmMail | {"host": "smtp.example.org", "port": 587, "startTls": true, "from": "engine@example.org", "to": []}
      /alarmMail | {"host": "smtp.example.org", "port": 587, "startTls": true, "from": "engine@example.org", "to": ["on-call"]}
      /alarmMail | {"host": "smtp.example.org", "port": 587, "startTls": true, "from": "engine@example.org", "to": ["on-call@example.org"], "user": "engine"}
      /alarmMail | {"host": "smtp.example.org", "port": 587, "startTls": true, "from": "engine@example.org", "to": ["on-call@example.org"], "password": "fictional"}
      /callbacks/disableAfter | "0s"
      /policy/sendHours/until | "09:00"
      /clinics/juniper | null
      /catalogue/0 | null
      /unservedStates/states | ["Alabama"]
      """;

  private WrongSettings() {}
}
