package org.dood.network.testing.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads and writes JSON. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An object with one text for each name. */
  static ObjectNode object(Map<String, String> texts) {
    var object = object();
    texts.forEach(object::put);
    return object;
  }

  /** An object with an empty value for each name. */
  static ObjectNode objectOfNames(Collection<String> names, Function<String, JsonNode> value) {
    var object = object();
    names.forEach(name -> object.set(name, value.apply(name)));
    return object;
  }

  static ArrayNode array(Collection<String> texts) {
    var array = MAPPER.createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  static ArrayNode array(Stream<? extends JsonNode> nodes) {
    var array = MAPPER.createArrayNode();
    nodes.forEach(array::add);
    return array;
  }

  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
