package org.dood.network.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.detach.DetachOutcome;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.services.JobServices;
import org.dood.network.services.Service;
import org.dood.network.services.ServicesOutcome;
import org.dood.network.services.StepsLocation;
import org.dood.network.services.StepsView;

/**
 * What a stage adds to the page of the run: a table of the services, and a diagram of who is on
 * which network. GitHub drops a summary of more than 1 MiB and draws no diagram of more than 50,000
 * characters, so both the number of entries and the length of each are limited.
 */
public final class StepSummary {

  private static final int MOST_ENTRIES = 30;
  private static final int LONGEST_TEXT = 60;

  /** A network, with the containers on it that are shown. */
  private record Box(String network, List<Node> members) {}

  /**
   * A container on a network.
   *
   * @param lines the lines of its text
   * @param addresses where steps reach it; none if they do not
   */
  private record Node(List<String> lines, List<String> addresses) {}

  private StepSummary() {}

  /** The summary of main; empty if it attached nothing and found no service. */
  public static Optional<String> of(AttachOutcome attachment, ServicesOutcome outcome) {
    var nodes = new ArrayList<Node>();
    var networks = new LinkedHashSet<>(networksOf(attachment));
    var rows = new ArrayList<String>();
    if (outcome.found() instanceof JobServices.Found(StepsLocation steps, List<Service> services)) {
      for (var service : services) {
        var addresses = ServicesReport.addresses(service, steps, outcome);
        networks.add(service.network());
        nodes.add(new Node(List.of(service.name(), ServicesReport.health(service)), addresses));
        rows.add(row(service, addresses));
      }
    }
    if (nodes.isEmpty() && !attached(attachment)) {
      return Optional.empty();
    }
    // Services are on the first network, that of the job.
    var boxes = new ArrayList<Box>();
    networks.forEach(
        network -> boxes.add(new Box(network, boxes.isEmpty() ? List.copyOf(nodes) : List.of())));
    return Optional.of(
        "### Networks and services of this job\n"
            + table(rows, outcome.view())
            + diagram(Optional.of(placeOfSteps(attachment)), arrow(outcome.view()), boxes));
  }

  /** The summary of post; empty if nothing is left on a network. */
  public static Optional<String> of(DetachOutcome outcome) {
    return switch (outcome) {
      case DetachOutcome.Handled(String runner, var endpoints, _, var blocking, _) ->
          left(runner, endpoints, blocking);
      case DetachOutcome.NothingAttached(),
          DetachOutcome.GoneAlready(),
          DetachOutcome.NeitherSavedNorFound(),
          DetachOutcome.NoEngine(),
          DetachOutcome.OwnerUnknown(_),
          DetachOutcome.LookFailed(_, _) ->
          Optional.empty();
    };
  }

  private static Optional<String> left(
      String runner, List<EndpointOutcome> endpoints, Map<String, List<String>> blocking) {
    var attached = endpoints.stream().flatMap(StepSummary::stillAttachedTo).toList();
    if (attached.isEmpty() && blocking.isEmpty()) {
      return Optional.empty();
    }
    var networks = new LinkedHashSet<>(attached);
    networks.addAll(blocking.keySet());
    var boxes =
        networks.stream()
            .map(network -> new Box(network, left(network, runner, attached, blocking)))
            .toList();
    return Optional.of(
        "### Left behind by this job\n\nThe log of the post step says how to clean up by hand.\n"
            + diagram(Optional.empty(), Arrow.SURE, boxes));
  }

  private static Stream<String> stillAttachedTo(EndpointOutcome endpoint) {
    return switch (endpoint) {
      case EndpointOutcome.StillAttached(_, String network, _) -> Stream.of(network);
      case EndpointOutcome.Detached _, EndpointOutcome.LeftToOthers _ -> Stream.of();
    };
  }

  private static List<Node> left(
      String network, String runner, List<String> attached, Map<String, List<String>> blocking) {
    return Stream.concat(
            attached.contains(network) ? Stream.of(runner) : Stream.of(),
            blocking.getOrDefault(network, List.of()).stream())
        .map(name -> new Node(List.of(name), List.of()))
        .toList();
  }

  private static boolean attached(AttachOutcome attachment) {
    return attachment instanceof OnNetworks on && on.attached();
  }

  private static List<String> networksOf(AttachOutcome attachment) {
    return switch (attachment) {
      case OnNetworks on -> on.memberships().stream().map(m -> m.network().name()).toList();
      case NothingToDo _, NotAttached _ -> List.of();
    };
  }

  private static String placeOfSteps(AttachOutcome attachment) {
    return switch (attachment) {
      case OnNetworks on -> on.target().runner().name();
      case NothingToDo.InJobContainer _ -> "job container";
      case NothingToDo.NoNetwork _,
          NothingToDo.HostedRunner _,
          NothingToDo.OnHostNetwork _,
          NothingToDo.RunnerInNoContainer _,
          NothingToDo.BesideEngineInPod _,
          NothingToDo.EngineElsewhere _,
          NotAttached _ ->
          "runner";
    };
  }

  private static String row(Service service, List<String> addresses) {
    var reached =
        addresses.isEmpty()
            ? "not at all: it publishes no port"
            : String.join("<br>", addresses.stream().map(StepSummary::code).toList());
    return "| %s | %s | %s | %s |\n"
        .formatted(
            code(service.name()),
            reached,
            code(ServicesReport.health(service)),
            code(service.image()));
  }

  private static String table(List<String> rows, StepsView view) {
    var heading =
        switch (view) {
          case StepsView.InSandbox() ->
              "\nWhether steps reach the services from their sandbox is not known.\n\n| service | it is at | health | image |\n";
          case StepsView.AsHere(), StepsView.Seen _, StepsView.Unknown _ ->
              "\n| service | steps reach it at | health | image |\n";
        };
    return rows.isEmpty()
        ? ""
        : heading
            + "| --- | --- | --- | --- |\n"
            + String.join("", first(rows))
            + (more(rows) > 0 ? "| and " + more(rows) + " more | | | |\n" : "");
  }

  /** How a line from steps to a service is drawn, before and after its text. */
  private enum Arrow {
    SURE("-- ", " -->"),
    /** A dotted line. */
    UNSURE("-. ", " .->");

    private final String before;
    private final String after;

    Arrow(String before, String after) {
      this.before = before;
      this.after = after;
    }

    String with(String text) {
      return before + text + after;
    }
  }

  private static Arrow arrow(StepsView view) {
    return switch (view) {
      case StepsView.InSandbox() -> Arrow.UNSURE;
      case StepsView.AsHere(), StepsView.Seen _, StepsView.Unknown _ -> Arrow.SURE;
    };
  }

  /**
   * A frame for each network with what is on it, and arrows from where steps run to each service. A
   * network without a service is a box, since an empty frame is not drawn.
   */
  private static String diagram(Optional<String> steps, Arrow arrow, List<Box> boxes) {
    var lines = new ArrayList<String>();
    steps.ifPresent(place -> lines.add("steps" + label(List.of(place))));
    for (var box : first(boxes)) {
      var id = "n" + lines.size();
      if (box.members().isEmpty()) {
        lines.add(id + "([" + quoted(List.of(box.network())) + "])");
        lines.add("steps --- " + id);
        continue;
      }
      lines.add("subgraph " + id + label(List.of(box.network())));
      var arrows = new ArrayList<String>();
      for (var node : first(box.members())) {
        var member = "m" + lines.size();
        lines.add(member + label(node.lines()));
        if (!node.addresses().isEmpty()) {
          arrows.add("steps " + arrow.with(quoted(node.addresses())) + " " + member);
        }
      }
      if (more(box.members()) > 0) {
        lines.add("m" + lines.size() + label(List.of("and " + more(box.members()) + " more")));
      }
      lines.add("end");
      lines.addAll(arrows);
    }
    return "\n```mermaid\nflowchart LR\n" + String.join("\n", lines) + "\n```\n";
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(all.size(), MOST_ENTRIES));
  }

  private static int more(List<?> all) {
    return Math.max(0, all.size() - MOST_ENTRIES);
  }

  private static String label(List<String> lines) {
    return "[" + quoted(lines) + "]";
  }

  private static String quoted(List<String> lines) {
    return "\""
        + String.join("<br>", first(lines).stream().map(line -> escaped(line, "#")).toList())
        + "\"";
  }

  private static String code(String text) {
    return "<code>" + escaped(text, "&#") + "</code>";
  }

  /**
   * The text with each character that may mean something to Markdown, HTML or Mermaid as an entity,
   * which they show as that character.
   *
   * @param entity what an entity begins with, before the number of the character
   */
  private static String escaped(String text, String entity) {
    var visible = WorkflowCommand.plainLine(text);
    var shown = new StringBuilder();
    visible
        .codePoints()
        .limit(LONGEST_TEXT)
        .forEach(c -> {
          if (Character.isLetterOrDigit(c) || c == ' ' || c == '-') {
            shown.appendCodePoint(c);
          } else {
            shown.append(entity).append(c).append(';');
          }
        });
    return visible.codePointCount(0, visible.length()) <= LONGEST_TEXT
        ? shown.toString()
        : shown + "…";
  }
}
