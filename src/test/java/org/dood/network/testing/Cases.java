package org.dood.network.testing;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The cases of sealed types and enums, and which of them some examples show. */
public final class Cases {

  private Cases() {}

  /**
   * Asserts that each case of each type occurs in the examples, as a value of its own or anywhere
   * within one.
   *
   * @param types sealed interfaces, of which each permitted record is a case, and enums, of which
   *     each constant is one
   */
  public static void assertEachOccursIn(Collection<?> examples, Class<?>... types) {
    var shown = new TreeSet<String>();
    examples.forEach(example -> collect(example, shown));
    assertThat(Arrays.stream(types).flatMap(Cases::casesOf).filter(not(shown::contains)))
        .as("cases without an example in this test; add one for each")
        .isEmpty();
  }

  private static Stream<String> casesOf(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants()).map(Enum.class::cast).map(Cases::nameOf);
    }
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Cases::casesOf)
        : Stream.of(nameOf(type));
  }

  private static void collect(Object value, Set<String> shown) {
    switch (value) {
      case Enum<?> constant -> shown.add(nameOf(constant));
      case Record parts -> {
        shown.add(nameOf(parts.getClass()));
        Arrays.stream(parts.getClass().getRecordComponents())
            .forEach(part -> collect(valueOf(part, parts), shown));
      }
      case Collection<?> values -> values.forEach(v -> collect(v, shown));
      case Optional<?> optional -> optional.ifPresent(v -> collect(v, shown));
      case Map<?, ?> entries ->
          List.of(entries.keySet(), entries.values()).forEach(v -> collect(v, shown));
      default -> {}
    }
  }

  private static Object valueOf(RecordComponent component, Record parts) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(parts);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String nameOf(Enum<?> constant) {
    return nameOf(constant.getDeclaringClass()) + "." + constant.name();
  }

  private static String nameOf(Class<?> type) {
    return type.getName().replaceFirst(".*\\.", "").replace('$', '.');
  }
}
