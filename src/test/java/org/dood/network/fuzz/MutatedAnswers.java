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

  /** The values that take the place of a value of an answer. */
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

  /** A place in a tree. */
  private sealed interface Place {

    JsonNode value();

    void replaceWith(JsonNode value);

    void remove();

    /** An object gets the same value under another name, an array gets it twice. */
    void addAgain(String otherName);
  }

  private record Member(ObjectNode object, String name) implements Place {

    @Override
    public JsonNode value() {
      return object.path(name);
    }

    @Override
    public void replaceWith(JsonNode value) {
      object.set(name, value);
    }

    @Override
    public void remove() {
      object.remove(name);
    }

    @Override
    public void addAgain(String otherName) {
      object.set(otherName, value().deepCopy());
    }
  }

  private record Element(ArrayNode array, int index) implements Place {

    @Override
    public JsonNode value() {
      return array.path(index);
    }

    @Override
    public void replaceWith(JsonNode value) {
      array.set(index, value);
    }

    @Override
    public void remove() {
      array.remove(index);
    }

    @Override
    public void addAgain(String otherName) {
      array.insert(index, value().deepCopy());
    }
  }

  private enum Kind {
    REMOVE,
    COPY_FROM_ELSEWHERE,
    ADD_AGAIN,
    CUT_OFF,
    REPLACE
  }

  /** Half of all changes replace a value. */
  private static final List<Kind> KINDS =
      List.of(
          Kind.REMOVE,
          Kind.COPY_FROM_ELSEWHERE,
          Kind.ADD_AGAIN,
          Kind.CUT_OFF,
          Kind.REPLACE,
          Kind.REPLACE,
          Kind.REPLACE,
          Kind.REPLACE);

  /** One change of a tree, as numbers that choose among what the tree has. */
  private record Change(Kind kind, int place, int other, int value) {

    static Change chosenBy(Choices choices) {
      return new Change(
          KINDS.get(choices.below(KINDS.size())),
          choices.below(1 << 16),
          choices.below(1 << 16),
          choices.below(1 << 16));
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
        case REMOVE -> chosen.remove();
        case COPY_FROM_ELSEWHERE ->
            chosen.replaceWith(places.get(other % places.size()).value().deepCopy());
        case ADD_AGAIN -> chosen.addAgain(VALUES.get(value % VALUES.size()).asText());
        case CUT_OFF -> {
          return answer.substring(0, other % answer.length());
        }
        case REPLACE -> chosen.replaceWith(VALUES.get(value % VALUES.size()));
      }
      return tree.toString();
    }

    private static void collect(JsonNode node, List<Place> places) {
      if (node instanceof ObjectNode object) {
        object
            .properties()
            .forEach(member -> {
              places.add(new Member(object, member.getKey()));
              collect(member.getValue(), places);
            });
      }
      if (node instanceof ArrayNode array) {
        IntStream.range(0, array.size())
            .forEach(i -> {
              places.add(new Element(array, i));
              collect(array.get(i), places);
            });
      }
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
