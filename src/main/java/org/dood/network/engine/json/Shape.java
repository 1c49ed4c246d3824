package org.dood.network.engine.json;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The parts of an answer that are needed. All others are skipped while the answer is read, so that
 * they take no memory however large they are. The shape of a list is that of each of its elements.
 */
public sealed interface Shape {

  /** The shape of a member of an object of this shape; empty if the member is not needed. */
  Optional<Shape> member(String name);

  /** All of a value. */
  record Whole() implements Shape {

    private static final Optional<Shape> MEMBER = Optional.of(new Whole());

    @Override
    public Optional<Shape> member(String name) {
      return MEMBER;
    }
  }

  /**
   * The start of a text.
   *
   * @param length the number of characters
   */
  record Start(int length) implements Shape {

    @Override
    public Optional<Shape> member(String name) {
      return Optional.empty();
    }
  }

  /** Some fields of an object, and the shape of each. */
  record Fields(Map<String, Shape> shapes) implements Shape {

    /** The same, and a further field. */
    Fields and(String name, Shape shape) {
      var more = new HashMap<>(shapes);
      more.put(name, shape);
      return new Fields(Map.copyOf(more));
    }

    @Override
    public Optional<Shape> member(String name) {
      return Optional.ofNullable(shapes.get(name));
    }
  }

  /**
   * Those members of an object whose names, which are data, meet a condition.
   *
   * @param each the shape of each member's value
   */
  record Members(Predicate<String> names, Shape each) implements Shape {

    @Override
    public Optional<Shape> member(String name) {
      return names.test(name) ? Optional.of(each) : Optional.empty();
    }
  }

  /** Some fields of an object, all of each. */
  static Fields fields(String... names) {
    var shapes = new HashMap<String, Shape>();
    for (var name : names) {
      shapes.put(name, new Whole());
    }
    return new Fields(Map.copyOf(shapes));
  }

  /** All members of an object, whose names are data. */
  static Members members(Shape each) {
    return new Members(_ -> true, each);
  }
}
