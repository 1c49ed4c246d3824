package org.dood.network.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dood.network.testing.engine.FakeEngine;

/** Good answers of an engine, in which values have been replaced, removed, doubled or cut off. */
final class MutatedAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final int MOST_CHANGES = 4;

  /** The calls whose answers have a body, as patterns. */
  private static final List<String> CALLS =
      List.of(
          "GET /containers/json",
          "GET /containers/[^/]+/json",
          "GET /containers/[^/]+/top",
          "GET /containers/[^/]+/logs",
          "POST /containers/create",
          "POST /containers/[^/]+/wait",
          "GET /networks($|[?])",
          "GET /networks/[^/]+$",
          "GET /(info|version)");

  /** What a value becomes. */
  private static final List<JsonNode> VALUES =
      List.of(
          NODES.nullNode(),
          NODES.booleanNode(true),
          NODES.numberNode(-1),
          NODES.numberNode(65_536),
          NODES.numberNode(1e300),
          NODES.textNode(""),
          NODES.textNode(" "),
          NODES.textNode("0"),
          NODES.textNode("99999/tcp"),
          NODES.textNode("::error::\r\n##[error]"),
          NODES.textNode("../..\u0000\u202e\ud83d"),
          NODES.textNode("host"),
          NODES.textNode("container:abc"),
          NODES.textNode("running"),
          NODES.textNode("300.1.2.3"),
          NODES.textNode("fe80::1%eth0"),
          NODES.textNode("10.0.0.0/99"),
          NODES.textNode("0001-01-01T00:00:00Z"),
          NODES.textNode("+999999999-12-31T23:59:59Z"),
          NODES.textNode("dood-network-action.a.b.c.d"),
          NODES.textNode("x".repeat(5_000)),
          NODES.objectNode(),
          NODES.objectNode().put("", ""),
          NODES.objectNode().put("a=b\n::error::", "c"),
          NODES.arrayNode(),
          NODES.arrayNode().add(NODES.nullNode()),
          NODES.arrayNode().add("a").add("a"),
          NODES.arrayNode().add(NODES.arrayNode().add(NODES.objectNode())));

  /** A place in a tree: a member of an object, or an element of an array. */
  private record Place(JsonNode parent, String name, int index) {

    JsonNode value() {
      return parent instanceof ObjectNode object ? object.path(name) : parent.path(index);
    }

    void replaceWith(JsonNode value) {
      switch (parent) {
        case ObjectNode object -> object.set(name, value);
        case ArrayNode array -> array.set(index, value);
        default -> throw new IllegalStateException("no container: " + parent);
      }
    }

    void remove() {
      switch (parent) {
        case ObjectNode object -> object.remove(name);
        case ArrayNode array -> array.remove(index);
        default -> throw new IllegalStateException("no container: " + parent);
      }
    }

    /** An object gets the same value under another name, an array gets it twice. */
    void addAgain(String otherName) {
      switch (parent) {
        case ObjectNode object -> object.set(otherName, value().deepCopy());
        case ArrayNode array -> array.insert(index, value().deepCopy());
        default -> throw new IllegalStateException("no container: " + parent);
      }
    }
  }

  /** One change of a tree, as numbers that choose among what the tree has. */
  private record Change(int kind, int place, int other, int value) {

    static Change chosenBy(Choices choices) {
      return new Change(
          choices.below(8), choices.below(1 << 16), choices.below(1 << 16), choices.below(1 << 16));
    }

    String appliedTo(String answer) {
      var tree = parsed(answer);
      var places = new ArrayList<Place>();
      collect(tree, places);
      if (places.isEmpty()) {
        return VALUES.get(value % VALUES.size()).toString();
      }
      var chosen = places.get(place % places.size());
      switch (kind) {
        case 0 -> chosen.remove();
        case 1 -> chosen.replaceWith(places.get(other % places.size()).value().deepCopy());
        case 2 -> chosen.addAgain(VALUES.get(value % VALUES.size()).asText());
        case 3 -> {
          return answer.substring(0, other % answer.length());
        }
        default -> chosen.replaceWith(VALUES.get(value % VALUES.size()));
      }
      return tree.toString();
    }

    private static void collect(JsonNode node, List<Place> places) {
      node.properties()
          .forEach(member -> {
            places.add(new Place(node, member.getKey(), 0));
            collect(member.getValue(), places);
          });
      IntStream.range(0, node.isArray() ? node.size() : 0)
          .forEach(i -> {
            places.add(new Place(node, "", i));
            collect(node.get(i), places);
          });
    }

    /** An answer that is no JSON, such as a log, is one text. */
    private static JsonNode parsed(String answer) {
      try {
        return JSON.readTree(answer);
      } catch (JsonProcessingException noJson) {
        return NODES.textNode(answer);
      }
    }
  }

  private MutatedAnswers() {}

  /** From now on, an engine's answers to some calls are mutated as an input chooses. */
  static void of(FakeEngine engine, Choices choices) {
    for (int i = choices.below(MOST_CHANGES); i >= 0; i--) {
      var change = Change.chosenBy(choices);
      engine
          .onCall(CALLS.get(choices.below(CALLS.size())))
          .changeAnswer(answer -> answer.isEmpty() ? answer : change.appliedTo(answer));
    }
  }
}
