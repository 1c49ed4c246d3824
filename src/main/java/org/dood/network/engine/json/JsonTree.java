package org.dood.network.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.Listing;
import org.dood.network.engine.model.ObjectName;

/**
 * Jackson's trees, read and written without its {@code ObjectMapper}: that one brings the formats
 * of dates and numbers of the world along, which takes as long as a call to the engine.
 */
public final class JsonTree {

  /**
   * The labels of an image, which may come from anywhere, are names: none of them may make an
   * answer unreadable by its length or its hash, or stay in memory.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  /** An object, to be filled. */
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /**
   * Reads the needed parts of a tree; a missing node if there is nothing to read.
   *
   * @param size the size of the largest tree, in characters
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON
   * @throws ProtocolException if the tree is larger
   */
  static JsonNode read(InputStream bytes, Shape shape, long size) throws IOException {
    try (var parser = JSON.createParser(bytes)) {
      return read(parser, shape, size);
    }
  }

  /** Reads a whole text. */
  public static JsonNode read(String text) throws IOException {
    try (var parser = JSON.createParser(text)) {
      return read(parser, new Shape.Whole(), Long.MAX_VALUE);
    }
  }

  private static JsonNode read(JsonParser parser, Shape shape, long size) throws IOException {
    if (parser.nextToken() == null) {
      return NODES.missingNode();
    }
    var reader = new TreeReader(parser, size);
    var tree = reader.read(shape);
    if (reader.isTooLarge()) {
      throw new ProtocolException(tooLarge(size));
    }
    return tree;
  }

  /**
   * Reads a list, element by element, so that one that cannot be read does not keep the others from
   * being read.
   *
   * @param kind what the elements are, such as {@code container}
   * @param size the size of the largest element, in characters
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON
   * @throws ProtocolException if it is not a list
   */
  static <T> Listing<T> list(InputStream bytes, String kind, Format<T> format, long size)
      throws IOException {
    try (var parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new ProtocolException("there is no list in it");
      }
      var elements = new ArrayList<T>();
      var leftOut = new ArrayList<LeftOut>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        var reader = new TreeReader(parser, size);
        var tree = reader.read(format.shape());
        try {
          if (reader.isTooLarge()) {
            throw new UncheckedIOException(new ProtocolException(tooLarge(size)));
          }
          elements.add(format.meaning().apply(tree));
        } catch (UncheckedIOException e) {
          leftOut.add(leftOut(kind, tree, e));
        }
      }
      return new Listing<>(List.copyOf(elements), List.copyOf(leftOut));
    }
  }

  private static LeftOut leftOut(String kind, JsonNode element, UncheckedIOException reason) {
    var names = Stream.concat(Stream.of(element.path("Name")), element.path("Names").valueStream());
    return new LeftOut(
        kind,
        Optional.ofNullable(element.path("Id").textValue())
            .filter(id -> ObjectName.parse(id).isPresent()),
        names.flatMap(name -> Stream.ofNullable(name.textValue())).findFirst().map(Answers::bare),
        Optional.ofNullable(reason.getCause()).map(Throwable::getMessage).orElse(""));
  }

  private static String tooLarge(long size) {
    return "what is needed of it is too large: more than " + size + " characters";
  }

  /** Writes one. */
  public static String write(JsonNode tree) {
    var text = new StringWriter();
    try (var generator = JSON.createGenerator(text)) {
      write(tree, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonNode node, JsonGenerator generator) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        generator.writeStartObject();
        for (var property : node.properties()) {
          generator.writeFieldName(property.getKey());
          write(property.getValue(), generator);
        }
        generator.writeEndObject();
      }
      case ARRAY -> {
        generator.writeStartArray();
        for (var element : node) {
          write(element, generator);
        }
        generator.writeEndArray();
      }
      case STRING -> generator.writeString(node.textValue());
      case NUMBER -> generator.writeNumber(node.decimalValue());
      case BOOLEAN -> generator.writeBoolean(node.booleanValue());
      case NULL, MISSING -> generator.writeNull();
      case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + node.getNodeType());
    }
  }
}
