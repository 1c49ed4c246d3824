package org.dood.network.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.github.WorkflowCommand;

/** Words which elements of the engine's lists could not be read. */
public final class LeftOutReport {

  /** So many are named; the others are counted. */
  private static final int NAMED = 5;

  private LeftOutReport() {}

  /** The lines of main; none if everything could be read. */
  public static List<String> ofMain(List<LeftOut> leftOut) {
    return warning(
        leftOut,
        " If one is a service of this job, it is missing from the output 'services' and nothing waits for it. If the runner lives in one, name that in the input 'runner-container'.");
  }

  /** The lines of post; none if everything could be read. */
  public static List<String> ofPost(List<LeftOut> leftOut) {
    return warning(leftOut, "");
  }

  private static List<String> warning(List<LeftOut> leftOut, String meaning) {
    return leftOut.isEmpty()
        ? List.of()
        : List.of(WorkflowCommand.warning(finding(leftOut) + meaning));
  }

  /** What could not be read, of at least one element. */
  static String finding(List<LeftOut> leftOut) {
    var more = leftOut.size() - NAMED;
    return "Entries of the engine's lists that could not be read, so that nothing is known of them: %s%s."
        .formatted(
            leftOut.stream()
                .limit(NAMED)
                .map(LeftOutReport::inWords)
                .collect(Collectors.joining("; ")),
            more > 0 ? "; and " + more + " more" : "");
  }

  /** Adds an array of the elements to an object; an empty one if everything could be read. */
  static void put(ObjectNode json, List<LeftOut> leftOut) {
    var array = json.putArray("leftOut");
    leftOut.forEach(element -> {
      var object = array.addObject().put("kind", element.kind());
      element.id().ifPresent(id -> object.put("id", id));
      element.name().ifPresent(name -> object.put("name", name));
      object.put("reason", element.reason());
    });
  }

  private static String inWords(LeftOut element) {
    return "the %s %s%s (%s)"
        .formatted(
            element.kind(),
            Excerpt.of(element.called()),
            element
                .id()
                .filter(_ -> element.name().isPresent())
                .map(id -> " with the id " + new ContainerId(id).shortForm())
                .orElse(""),
            element.reason());
  }
}
