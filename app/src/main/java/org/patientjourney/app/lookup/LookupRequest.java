package org.patientjourney.app.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.PharmacySearch;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.workflows.order.ExamId;

/** Which partner pharmacies or packages to look up, as a query says it. */
record LookupRequest(List<String> pharmacy, List<String> exam, String state) {
  private static final int MOST = 20;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern STATE = Pattern.compile("[A-Z]{2}");

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** Of a query for the pharmacies of exams. */
  List<FieldProblem> problems() {
    List<FieldProblem> problems = new ArrayList<>();
    checkNumbers("/exam", exam, problems);
    if (!STATE.matcher(state).matches()) {
      problems.add(new FieldProblem("/state", "two upper-case letters", found(state.isEmpty())));
    }
    return problems;
  }

  /** Of a query for the packages of pharmacies and exams. */
  List<FieldProblem> problemsWithPharmacies() {
    List<FieldProblem> problems = new ArrayList<>();
    checkNumbers("/pharmacy", pharmacy, problems);
    problems.addAll(problems());
    return problems;
  }

  /** Of a search. */
  static List<FieldProblem> problemsOfSearch(
      @Nullable String name, @Nullable String zip, @Nullable String ncpdpId) {
    return PharmacySearch.isValid(name, zip, ncpdpId)
        ? List.of()
        : List.of(
            new FieldProblem(
                "",
                "name (1 to 100 characters), zip (5 digits) or both; or ncpdpId alone (7 digits)",
                "something else"));
  }

  List<Integer> pharmacyIds() {
    return pharmacy.stream().map(Integer::valueOf).toList();
  }

  List<ExamId> exams() {
    return exam.stream().map(Integer::valueOf).map(ExamId::new).toList();
  }

  private static void checkNumbers(
      String pointer, List<String> texts, List<FieldProblem> problems) {
    if (texts.isEmpty()
        || texts.size() > MOST
        || !texts.stream().allMatch(LookupRequest::isNumber)) {
      problems.add(
          new FieldProblem(
              pointer,
              "1 to " + MOST + " numbers, each a parameter of its own",
              found(texts.isEmpty())));
    }
  }

  private static String found(boolean nothing) {
    return nothing ? "nothing" : "something else";
  }
}
