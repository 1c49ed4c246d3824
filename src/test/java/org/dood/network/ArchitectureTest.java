package org.dood.network;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. The picture that goes with it is in ARCHITECTURE.md. */
@AnalyzeClasses(packages = "org.dood.network", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String US = "org.dood.network";
  private static final String[] JDK_AND_ANNOTATIONS = {"java..", "org.jspecify.annotations.."};

  @ArchTest
  static final ArchRule GITHUB_KNOWS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage(US + ".github")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(JDK_AND_ANNOTATIONS).or(resideInAnyPackage(US + ".github")))
          .because("the runner's contract must be testable, and readable, without an engine");

  @ArchTest
  static final ArchRule FORWARD_KNOWS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage(US + ".forward")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(JDK_AND_ANNOTATIONS).or(resideInAnyPackage(US + ".forward")))
          .because("a process that stays as long as the job does must be small");

  @ArchTest
  static final ArchRule RUNNER_KNOWS_THE_ENGINE =
      noClasses()
          .that()
          .resideInAPackage(US + ".runner")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".attach",
              US + ".detach",
              US + ".recovery",
              US + ".route",
              US + ".sharing",
              US + ".host",
              US + ".report")
          .because("a proof looks at the engine, not at what is done with the answer");

  @ArchTest
  static final ArchRule ATTACH_KNOWS_NO_TEXT =
      noClasses()
          .that()
          .resideInAPackage(US + ".attach")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".report",
              US + ".services",
              US + ".stage",
              US + ".cli",
              US + ".forward")
          .because("outcomes are values; their text is in report");

  @ArchTest
  static final ArchRule RECOVERY_KNOWS_DETACH_AND_ROUTE =
      noClasses()
          .that()
          .resideInAPackage(US + ".recovery")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".report",
              US + ".services",
              US + ".stage",
              US + ".cli",
              US + ".forward",
              US + ".attach")
          .because("what a killed job left is undone before this job is attached");

  @ArchTest
  static final ArchRule DETACH_KNOWS_ROUTE_AND_SHARING =
      noClasses()
          .that()
          .resideInAPackage(US + ".detach")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".report",
              US + ".services",
              US + ".stage",
              US + ".cli",
              US + ".forward",
              US + ".attach",
              US + ".recovery",
              US + ".host")
          .because("post needs nothing of the plan that main made");

  @ArchTest
  static final ArchRule ROUTE_KNOWS_RUNNER_AND_ENGINE =
      noClasses()
          .that()
          .resideInAPackage(US + ".route")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".report",
              US + ".services",
              US + ".stage",
              US + ".cli",
              US + ".forward",
              US + ".attach",
              US + ".recovery",
              US + ".detach",
              US + ".sharing",
              US + ".host")
          .because("main and post keep and remove a default route by the same pieces");

  @ArchTest
  static final ArchRule SHARING_KNOWS_RUNNER_AND_ENGINE =
      noClasses()
          .that()
          .resideInAPackage(US + ".sharing")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".report",
              US + ".services",
              US + ".stage",
              US + ".cli",
              US + ".forward",
              US + ".attach",
              US + ".recovery",
              US + ".detach",
              US + ".route",
              US + ".host")
          .because("joining and ending a shared attachment follow one protocol");

  @ArchTest
  static final ArchRule SERVICES_KNOWS_THE_ENGINE =
      noClasses()
          .that()
          .resideInAPackage(US + ".services")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".attach",
              US + ".detach",
              US + ".recovery",
              US + ".route",
              US + ".sharing",
              US + ".report",
              US + ".runner")
          .because("where a service is does not depend on how the runner came to reach it");

  @ArchTest
  static final ArchRule HOST_KNOWS_RUNNER_AND_ENGINE =
      noClasses()
          .that()
          .resideInAPackage(US + ".host")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".attach",
              US + ".detach",
              US + ".recovery",
              US + ".route",
              US + ".sharing",
              US + ".report")
          .because("what is left behind is told by the engine, not by a job's own attachment");

  @ArchTest
  static final ArchRule REPORT_ACTS_ON_NOTHING =
      noClasses()
          .that()
          .resideInAPackage(US + ".report")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(US + ".engine.Engine")
          .because("what was decided and done is told, not done again");

  @ArchTest
  static final ArchRule ENGINE_ALONE_KNOWS_DOCKER_JAVA =
      noClasses()
          .that()
          .resideOutsideOfPackages(US + ".engine..", US + ".stage", US + ".cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.dockerjava..")
          .because("the engine's answers become small records at one border");

  @ArchTest
  static final ArchRule ENGINE_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage(US + ".engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              US,
              US + ".github",
              US + ".runner",
              US + ".attach",
              US + ".detach",
              US + ".recovery",
              US + ".route",
              US + ".sharing",
              US + ".host",
              US + ".services",
              US + ".report")
          .because("data flows one way");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching(US + ".(*)..").should().beFreeOfCycles().because("data flows one way");
}
