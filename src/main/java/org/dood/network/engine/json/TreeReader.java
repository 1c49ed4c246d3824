package org.dood.network.engine.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Optional;
import org.dood.network.engine.json.Shape.Start;

/**
 * Reads one value from a parser as a tree of its needed parts, up to a size. Whatever that size is,
 * the parser is afterwards at the value's end.
 */
final class TreeReader {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What a name or a value takes beside its characters, roughly. */
  private static final int OVERHEAD = 16;

  private final JsonParser parser;
  private long left;

  /**
   * @param parser is at the value's first token
   * @param size the size of the largest tree, in characters
   */
  TreeReader(JsonParser parser, long size) {
    this.parser = parser;
    this.left = size;
  }

  /** Whether the value has more needed parts than the size allows, so that some are missing. */
  boolean isTooLarge() {
    return left < 0;
  }

  /** Reads the value; a missing node if it is too large from its start. */
  JsonNode read(Shape shape) throws IOException {
    if (isTooLarge()) {
      parser.skipChildren();
      return NODES.missingNode();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(shape);
      case START_ARRAY -> array(shape);
      case VALUE_STRING -> text(shape);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        take(0);
        yield NODES.numberNode(parser.getDecimalValue());
      }
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new JsonParseException(parser, "no value begins with " + parser.currentToken());
    };
  }

  private JsonNode object(Shape shape) throws IOException {
    take(0);
    var object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      var member = isTooLarge() ? Optional.<Shape>empty() : shape.member(name);
      if (member.isPresent()) {
        take(name.length());
        object.set(name, read(member.get()));
      } else {
        parser.skipChildren();
      }
    }
    return object;
  }

  private JsonNode array(Shape shape) throws IOException {
    take(0);
    var array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(read(shape));
    }
    return array;
  }

  private JsonNode text(Shape shape) throws IOException {
    var text = parser.getText();
    var needed =
        shape instanceof Start(int length) && text.length() > length
            ? text.substring(0, length)
            : text;
    take(needed.length());
    return NODES.textNode(needed);
  }

  private void take(int characters) {
    left -= OVERHEAD + characters;
  }
}
