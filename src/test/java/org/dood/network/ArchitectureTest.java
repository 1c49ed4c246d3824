package org.dood.network;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which code may use which: the table of packages in {@code ARCHITECTURE.md}, and no circles. */
@AnalyzeClasses(packages = PackageTable.BASE, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final PackageTable TABLE = PackageTable.read();

  /** Every package may use these, so no row names them. */
  private static final List<String> FOR_ALL = List.of("java", "javax", "org.jspecify.annotations");

  @ArchTest
  static void each_package_uses_what_its_row_names_and_nothing_else(JavaClasses classes) {
    var packages = byPackage(classes);
    var differences = new ArrayList<String>();
    packages.forEach((name, members) ->
        differences.addAll(differences(name, usedBy(members), packages.keySet())));
    TABLE.rows().stream()
        .filter(row -> !packages.containsKey(row.name()))
        .forEach(row -> differences.add("No package `%s`: remove its row.".formatted(row.name())));
    assertThat(differences)
        .as("differences between the code and the table of packages in ARCHITECTURE.md")
        .isEmpty();
  }

  @ArchTest
  static void each_row_uses_only_rows_below_it(JavaClasses classes) {
    var names = TABLE.rows().stream().map(PackageTable.Row::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(TABLE.rows())
        .allSatisfy(row ->
            assertThat(names.subList(names.indexOf(row.name()) + 1, names.size()))
                .as("the rows below `%s` in ARCHITECTURE.md", row.name())
                .containsAll(row.packages()));
  }

  @ArchTest
  static void each_row_has_a_reason(JavaClasses classes) {
    assertThat(TABLE.rows())
        .isNotEmpty()
        .allSatisfy(row ->
            assertThat(row.reason())
                .as("the reason in the row of `%s` in ARCHITECTURE.md", row.name())
                .isNotEmpty());
  }

  @ArchTest
  static void no_files_depend_on_each_other_in_a_circle(JavaClasses classes) {
    assertThat(circlesOfFiles(classes))
        .as(
            "files of src/main/java that depend on each other in a circle: move what the files"
                + " share into a further file")
        .isEmpty();
  }

  @ArchTest
  static final ArchRule NO_CIRCLE_OF_PACKAGES =
      slices()
          .assignedFrom(new EachPackage())
          .should()
          .beFreeOfCycles()
          .because("data flows one way");

  @ArchTest
  static final ArchRule REPORT_ACTS_ON_NOTHING =
      noClasses()
          .that()
          .resideInAPackage(PackageTable.BASE + ".report")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(PackageTable.BASE + ".engine.Engine")
          .because("a report says what was decided and done, and does nothing itself");

  /**
   * How a package and its row differ, and what the row would have to be.
   *
   * @param uses the packages that it uses, with the places
   * @param ours all packages of the action, which a row names one by one; of a library's it names a
   *     prefix
   */
  private static List<String> differences(
      String name, SortedMap<String, SortedSet<String>> uses, Set<String> ours) {
    var differences = new ArrayList<String>();
    var row = TABLE.rowOf(name).orElse(new PackageTable.Row(name, List.of(), List.of(), "(why?)"));
    if (!TABLE.rows().contains(row)) {
      differences.add("`%s` has no row.".formatted(name));
    }
    var allowed = Stream.concat(row.packages().stream(), row.libraries().stream()).toList();
    uses.forEach((used, places) -> {
      if (allowed.stream().noneMatch(entry -> covers(entry, used, ours))) {
        differences.add("`%s` uses `%s`, which its row does not name.".formatted(name, used));
        places.stream().limit(3).forEach(place -> differences.add("  " + place));
      }
    });
    allowed.stream()
        .filter(entry -> uses.keySet().stream().noneMatch(used -> covers(entry, used, ours)))
        .forEach(entry ->
            differences.add("`%s` does not use `%s`, which its row names.".formatted(name, entry)));
    if (!differences.isEmpty()) {
      differences.add(
          "Change the code, or make the row | `%s` | %s | %s | %s |"
              .formatted(
                  name,
                  cell(uses.keySet().stream().filter(ours::contains)),
                  cell(uses.keySet().stream().filter(not(ours::contains))),
                  row.reason()));
    }
    return differences;
  }

  private static boolean covers(String entry, String used, Set<String> ours) {
    return ours.contains(used) ? used.equals(entry) : isWithin(used, entry);
  }

  private static String cell(Stream<String> names) {
    return names.map(name -> "`" + name + "`").collect(joining(", "));
  }

  private static SortedMap<String, Set<JavaClass>> byPackage(JavaClasses classes) {
    return classes.stream()
        .filter(c -> !c.getSimpleName().equals("package-info"))
        .collect(groupingBy(c -> PackageTable.nameOf(c.getPackageName()), TreeMap::new, toSet()));
  }

  /** The packages that the classes of a package use, as the table names them, with the places. */
  private static SortedMap<String, SortedSet<String>> usedBy(Set<JavaClass> members) {
    return members.stream()
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .filter(d -> !target(d).isPrimitive())
        .filter(d -> !target(d).getPackage().equals(d.getOriginClass().getPackage()))
        .filter(d -> FOR_ALL.stream().noneMatch(p -> isWithin(target(d).getPackageName(), p)))
        .collect(
            groupingBy(
                d -> PackageTable.nameOf(target(d).getPackageName()),
                TreeMap::new,
                mapping(
                    d -> target(d).getSimpleName() + " in " + d.getSourceCodeLocation(),
                    toCollection(TreeSet::new))));
  }

  private static Set<Set<String>> circlesOfFiles(JavaClasses classes) {
    var uses = new TreeMap<String, Set<String>>();
    for (var c : classes) {
      c.getDirectDependenciesFromSelf().stream()
          .map(ArchitectureTest::target)
          .filter(used -> classes.contain(used.getName()))
          .map(ArchitectureTest::fileOf)
          .filter(used -> !used.equals(fileOf(c)))
          .forEach(used -> uses.computeIfAbsent(fileOf(c), _ -> new TreeSet<>()).add(used));
    }
    var circles = new HashSet<Set<String>>();
    for (var file : uses.keySet()) {
      var circle =
          reachableFrom(file, uses).stream()
              .filter(other -> reachableFrom(other, uses).contains(file))
              .collect(toSet());
      if (!circle.isEmpty()) {
        circles.add(circle);
      }
    }
    return circles;
  }

  private static Set<String> reachableFrom(String file, Map<String, Set<String>> uses) {
    var reached = new HashSet<String>();
    var open = new ArrayDeque<>(uses.getOrDefault(file, Set.of()));
    while (!open.isEmpty()) {
      var next = open.pop();
      if (reached.add(next)) {
        open.addAll(uses.getOrDefault(next, Set.of()));
      }
    }
    return reached;
  }

  /** The file of a class; a nested class is in the file of the class around it. */
  private static String fileOf(JavaClass c) {
    return PackageTable.nameOf(c.getName()).replaceFirst("\\$.*", "");
  }

  private static JavaClass target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }

  private static boolean isWithin(String packageName, String prefix) {
    return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
  }

  /** Each package is a slice, with none of those below it. */
  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass c) {
      return SliceIdentifier.of(c.getPackageName());
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
