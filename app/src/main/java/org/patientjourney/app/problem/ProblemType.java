package org.patientjourney.app.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.patientjourney.workflows.order.JourneyId;

/** Every kind of problem; docs/problems.md and the OpenAPI document list them all. */
public enum ProblemType {
  BAD_REQUEST(
      400,
      "Bad Request",
      "The request cannot be read, such as a body that is not JSON. Correct it."),
  NOT_AN_ORDER(400, "Not an order", "The body is no JSON object. Nothing was stored. Correct it."),
  QUERY_REFUSED(
      400,
      "Query refused",
      "A query parameter is unknown, empty, repeated or wrong. `errors` names each. Correct the query."),
  UNREADABLE(
      400,
      "Unreadable",
      "A webhook delivery is no JSON object, broke off, or is not in its `Content-Encoding`. It was kept."),
  SESSION_ENDED(
      401,
      "Session ended",
      "Of the console: nothing was done. Log in again: a form that was sent is shown again with its reason."),
  UNAUTHORIZED(
      401,
      "Unauthorized",
      "No bearer key, or one that is not configured. Send a key of `access.keys`."),
  WRONG_SIGNATURE(
      401,
      "Wrong signature",
      "A store's webhook is not signed with a secret of `clinics.<clinic>.stores`. Nothing was stored."),
  FORBIDDEN(
      403,
      "Forbidden",
      "The key has another role, or is limited to another clinic. `detail` names what is needed."),
  FORM_REFUSED(
      403,
      "Form refused",
      "Of the console: the form was sent by another site's page, or by another session. Nothing was done."
          + " Open the page again and send it from there."),
  NOT_A_JOURNEY_ID(
      404, "Not a journey id", "The id is not of the form `{clinic}:{orderId}:{examId}`."),
  NOT_FOUND(
      404,
      "Not Found",
      "No endpoint has this path, or the key may not see what it names. `/docs` lists the endpoints."),
  NO_INVITE_LINK(
      404, "No invite link", "The invite is not sent, refused or unknown; `detail` says which."),
  NO_SUCH_ALARM(404, "No such alarm", "`GET /alarms` lists them."),
  NO_SUCH_CALLBACK(404, "No such callback", "`GET /callbacks` lists them."),
  NO_SUCH_CALLBACK_ENDPOINT(
      404, "No such callback endpoint", "`GET /callbacks/endpoints` lists them."),
  NO_SUCH_CLINIC(404, "No such clinic", "The clinics are those of `config.yml`."),
  NO_SUCH_DELIVERY(404, "No such delivery", "`GET /webhook-deliveries` lists them."),
  NO_SUCH_ERASURE(404, "No such erasure", "`GET /erasures` lists them."),
  NO_SUCH_EXAM(404, "No such exam", "`GET /clinics/{clinic}/exams` lists them."),
  NO_SUCH_INCIDENT(404, "No such incident", "`GET /incidents?open=false` lists them."),
  NO_SUCH_JOURNEY(
      404,
      "No such journey",
      "The id is well-formed, and no journey has it. `GET /journeys?orderId=` finds journeys."),
  NO_SUCH_LEGAL_HOLD(404, "No such legal hold", "`GET /legal-holds?open=false` lists them."),
  NO_SUCH_ORDER(404, "No such order", "No order has this clinic and id."),
  NO_SUCH_PART(404, "No such part", "`/docs` has no such file."),
  NO_SUCH_PATIENT(404, "No such patient", "No order has this clinic and patient id."),
  NO_SUCH_PAUSE(404, "No such pause", "`GET /pauses?open=false` lists them."),
  NO_SUCH_PDF(
      404, "No such PDF", "No such PDF, or no copy of it. `GET /journeys/{id}/pdf` lists them."),
  NO_SUCH_STORE(404, "No such store", "No store of this platform is in `clinics.<clinic>.stores`."),
  NO_SUCH_STORE_DELIVERY(404, "No such store delivery", "`GET /store-deliveries` lists them."),
  UNKNOWN_WEBHOOK(
      404,
      "Unknown webhook",
      "The token is of no invite. The delivery was kept in quarantine, up to a bound."),
  METHOD_NOT_ALLOWED(
      405, "Method Not Allowed", "The path has other methods: see the header `Allow`."),
  NOT_ACCEPTABLE(
      406, "Not Acceptable", "The endpoint answers in other media types; `detail` names them."),
  ASSIGNMENT_REFUSED(
      409,
      "Assignment refused",
      "The delivery does not belong to that journey, or is placed already."),
  ATTACHMENT_DIFFERS(
      409,
      "Attachment differs",
      "The same file was given under another name or type. Nothing was sent; post it as before."),
  BEING_SENT(
      409, "Being sent", "The same file is just being sent. Post it again to learn the outcome."),
  CHANGED_MEANWHILE(
      409,
      "Changed meanwhile",
      "Of the console: what the form is about has changed since the page was shown. Nothing was done. Look at it again."),
  COMMAND_DIFFERS(
      409,
      "Command differs",
      "The same `commandId` was given with another command: another kind, content or reason."
          + " Nothing was done; use a new one."),
  PAUSE_RELEASED(
      409,
      "Pause released",
      "The `commandId` began a pause that was released since, so it pauses nothing. Use a new one."),
  COMMAND_REFUSED_BY_THE_JOURNEY(
      409,
      "Command refused by the journey",
      "The journey does not take the command as it stands; `detail` says why."),
  DUPLICATE_ORDER(
      409,
      "Duplicate order",
      "The clinic refuses a second order for an exam that its patient has by another open journey"
          + " or a valid clearance. Nothing was stored; `errors` names the journeys."),
  ERASURE_REFUSED(
      409,
      "Erasure refused",
      "A legal hold, an open journey, the retention or work under way prevents it; `detail` says which."
          + " Nothing was erased."),
  LEGAL_HOLD_RELEASED(
      409,
      "Legal hold released",
      "The `commandId` set a legal hold that was released since, so it holds nothing. Use a new one."),
  JOURNEY_IS_CLOSED(409, "Journey is closed", "A closed journey takes no commands."),
  JOURNEY_IS_PAUSED(
      409,
      "Journey is paused",
      "Its run is paused in Temporal. Unpause it, then give the command again."),
  JOURNEY_IS_RUNNING(409, "Journey is running", "Only a journey without a run is restarted."),
  NO_CLOCK_TO_MOVE(409, "No clock to move", "On a laptop only: the engine runs in real time."),
  NO_UNDECIDED_EXAM(
      409,
      "No undecided exam",
      "The invite is not sent yet, or the exam is over. `GET /journeys/{id}` says which."),
  ORDER_EXISTS_WITH_OTHER_CONTENT(
      409,
      "Order exists with other content",
      "The same order id was posted with other content; `errors` names the fields. Nothing was"
          + " changed. `POST /orders/{clinic}/{orderId}/corrections` corrects the patient."),
  OUTCOME_UNKNOWN(
      409,
      "Outcome unknown",
      "The file arrived or not. Look in the portal, then post it with `again=true` or leave it."),
  DELIVERY_NOT_STOPPED(
      409,
      "Delivery not stopped",
      "Only a store's delivery that was stopped is tried again or dismissed; `detail` names its"
          + " outcome."),
  ERASED(
      410,
      "Erased",
      "The patient's data was erased by command; `detail` says when. It cannot be read again."),
  CONTENT_TOO_LARGE(
      413,
      "Content Too Large",
      "The body is larger than the endpoint takes; `detail` names the limit."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "Unsupported Media Type", "The endpoint takes other content; `detail` names it."),
  EXPECTATION_FAILED(417, "Expectation Failed", "The only `Expect` is `100-continue`."),
  ACKNOWLEDGEMENT_REFUSED(
      422, "Acknowledgement refused", "Nothing was done. `errors` names each wrong field."),
  COMMAND_REFUSED(422, "Command refused", "Nothing was done. `errors` names each wrong field."),
  NO_SUCH_TRAVEL(422, "No such travel", "On a laptop only: the clock goes forward by a duration."),
  ORDER_REFUSED(422, "Order refused", "Nothing was stored. `errors` names each wrong field."),
  PAYLOAD_NOT_DECODED(
      422,
      "Payload not decoded",
      "A payload that the keys of this engine do not open; `detail` names the key id. Nothing was read."),
  PURPOSE_MISSING(
      422, "Purpose missing", "Nothing was read. Say in the header `X-Purpose` why you read."),
  TOO_MANY_REQUESTS(
      429,
      "Too Many Requests",
      "Too many webhook deliveries with unknown tokens from one address. Nothing was kept; see `Retry-After`."),
  REQUEST_HEADER_FIELDS_TOO_LARGE(
      431, "Request Header Fields Too Large", "The headers have more than 8 KiB."),
  INTERNAL_SERVER_ERROR(
      500,
      "Internal Server Error",
      "A fault of the engine. Report the id in `detail` to operations; it is in the log."),
  REFUSED_BY_THE_PROVIDER(
      502,
      "Refused by the provider",
      "The provider refused the call. A person must remove the cause first."),
  UNREADABLE_ANSWER(
      502, "Unreadable answer", "The provider answered something that is not its contract."),
  INVITE_IS_BEING_SENT(503, "Invite is being sent", "Give the same command again in a minute."),
  JOURNEY_IS_NOT_RUNNING(
      503,
      "Journey is not running",
      "The run may be starting: try again soon, then restart the journey."),
  PROVIDER_NOT_REACHED(503, "Provider not reached", "Nothing was sent. Try again in a while."),
  SERVICE_UNAVAILABLE(
      503, "Service Unavailable", "PostgreSQL or Temporal cannot be reached. Try again."),
  THE_TRAVEL_STOPPED(
      503,
      "The travel stopped",
      "On a laptop only: something stopped on the way; `detail` says what.");

  private static final String URN = "urn:problem-type:patient-journey:";

  private final int status;
  private final String title;
  private final String meaning;

  /**
   * @param meaning when it occurs, and what to do; in Markdown
   */
  ProblemType(int status, String title, String meaning) {
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  /** The kind with this title, else the only kind of the status, else the most general one. */
  static ProblemType of(int status, String title) {
    List<ProblemType> ofStatus =
        Arrays.stream(values()).filter(type -> type.status == status).toList();
    return ofStatus.stream()
        .filter(type -> type.title.equals(title) || ofStatus.size() == 1)
        .findFirst()
        .orElse(status < 500 ? BAD_REQUEST : INTERNAL_SERVER_ERROR);
  }

  public Response response(String detail) {
    return response(detail, List.of());
  }

  public Response response(String detail, List<FieldProblem> errors) {
    return new Problem(this, title, status, detail, errors).toResponse();
  }

  /** The response, to be thrown. */
  public WebApplicationException refusal(String detail) {
    return refusal(detail, List.of());
  }

  public WebApplicationException refusal(String detail, List<FieldProblem> errors) {
    return new WebApplicationException(title, response(detail, errors));
  }

  /** The answer to an id that no journey has. */
  public static WebApplicationException noSuchJourney(String id) {
    return JourneyId.isValid(id)
        ? ProblemType.NO_SUCH_JOURNEY.refusal(
            "expected the id of a journey, found one that no journey has:"
                + " GET /journeys?orderId= finds the journeys of an order")
        : ProblemType.NOT_A_JOURNEY_ID.refusal(
            "expected {clinic}:{orderId}:{examId}, such as juniper:WC-12847:5101,"
                + " found a text of another form: a journey's answers have its id as journeyId");
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** When it occurs, and what to do; in Markdown. */
  public String meaning() {
    return meaning;
  }

  @JsonValue
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  URI uri() {
    return URI.create(URN + code());
  }

  /** The table of all constants, in Markdown. */
  public static String table() {
    return Arrays.stream(values())
        .map(
            type ->
                "| `%s` | %d | %s | %s |\n"
                    .formatted(type.code(), type.status, type.title, type.meaning))
        .collect(
            Collectors.joining(
                "",
                "| code | status | title | when, and what to do |\n| --- | --- | --- | --- |\n",
                ""));
  }
}
