import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces code that the JVM would generate at run time: the choice of a case of a {@code switch}
 * over types, and the {@code equals} and {@code hashCode} of records. For each, a JVM generates a
 * class on first use, which the cache of JDK 25 cannot hold; together they take a stage longer than
 * the calls to the engine do (docs/performance.md). The behaviour of the classes stays the same.
 *
 * <p>Usage: {@code java InlineBootstraps.java CLASSES SUBDIRECTORY}, rewrites the class files below
 * the subdirectory.
 */
final class InlineBootstraps {

  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  /** From the object and the first case to try to the index of the case that matches. */
  private static final MethodTypeDesc SWITCH = MethodTypeDesc.of(CD_int, CD_Object, CD_int);

  private static final MethodTypeDesc EQUALS = MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object);
  private static final MethodTypeDesc HASH_CODE = MethodTypeDesc.of(CD_int, CD_Object);

  private final ClassFile format;

  private InlineBootstraps(ClassLoader classes) {
    this.format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classes)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  public static void main(String[] arguments) throws IOException {
    var root = Path.of(arguments[0]);
    try (var classes = new URLClassLoader(new URL[] {root.toUri().toURL()});
        var files = Files.walk(root.resolve(arguments[1]))) {
      var inlining = new InlineBootstraps(classes);
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        Files.write(file, inlining.inlined(Files.readAllBytes(file)));
      }
    }
  }

  private byte[] inlined(byte[] bytes) {
    var type = format.parse(bytes);
    var switches = new ArrayList<List<ClassDesc>>();
    var bodies =
        CodeTransform.ofStateful(() -> (code, element) -> inline(type, element, switches, code));
    var methods = ClassTransform.endHandler(built -> addSwitches(switches, built));
    return format.transformClass(
        type, ClassTransform.transformingMethodBodies(bodies).andThen(methods));
  }

  private static void inline(
      ClassModel type, CodeElement element, List<List<ClassDesc>> switches, CodeBuilder code) {
    if (!(element instanceof InvokeDynamicInstruction call)) {
      code.with(element);
    } else if (isSwitchOverTypes(call)) {
      code.invokestatic(
          type.thisClass().asSymbol(),
          nameOfSwitch(switches.size()),
          SWITCH,
          type.flags().has(AccessFlag.INTERFACE));
      switches.add(call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList());
    } else if (isOfRecord(call, "equals")) {
      writeEquals(components(call), type.thisClass().asSymbol(), code);
    } else if (isOfRecord(call, "hashCode")) {
      writeHashCode(components(call), type.thisClass().asSymbol(), code);
    } else {
      code.with(call);
    }
  }

  // --- Which case fits -------------------------------------------------------------

  private static boolean isSwitchOverTypes(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().equals(SWITCHES)
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && !call.typeSymbol().parameterType(0).isPrimitive()
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  private static String nameOfSwitch(int number) {
    return "switch$" + number;
  }

  private static void addSwitches(List<List<ClassDesc>> switches, ClassBuilder built) {
    for (int number = 0; number < switches.size(); number++) {
      var cases = switches.get(number);
      built.withMethodBody(
          nameOfSwitch(number),
          SWITCH,
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> writeSwitch(cases, code));
    }
  }

  /** As {@code SwitchBootstraps.typeSwitch} has it: -1 for null, the count if none fits. */
  private static void writeSwitch(List<ClassDesc> cases, CodeBuilder code) {
    var some = code.newLabel();
    code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
    for (int i = 0; i < cases.size(); i++) {
      var next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(cases.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(cases.size()).ireturn();
  }

  // --- Records ---------------------------------------------------------------------

  /** Floating numbers are compared in a way of their own, and no record here has any. */
  private static boolean isOfRecord(InvokeDynamicInstruction call, String method) {
    return call.bootstrapMethod().owner().equals(RECORDS)
        && call.name().equalsString(method)
        && components(call).stream()
            .map(component -> component.invocationType().returnType())
            .noneMatch(t -> t.equals(CD_float) || t.equals(CD_double));
  }

  private static List<DirectMethodHandleDesc> components(InvokeDynamicInstruction call) {
    return call.bootstrapArgs().stream()
        .filter(DirectMethodHandleDesc.class::isInstance)
        .map(DirectMethodHandleDesc.class::cast)
        .toList();
  }

  /** Comes with the record and the other one on the stack; both are parameters too. */
  private static void writeEquals(
      List<DirectMethodHandleDesc> components, ClassDesc type, CodeBuilder code) {
    var different = code.newLabel();
    var end = code.newLabel();
    code.pop2().aload(1).instanceOf(type).ifeq(different);
    for (var component : components) {
      var of = component.invocationType().returnType();
      code.aload(0).getfield(type, component.methodName(), of);
      code.aload(1).checkcast(type).getfield(type, component.methodName(), of);
      if (!of.isPrimitive()) {
        code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(different);
      } else if (of.equals(CD_long)) {
        code.lcmp().ifne(different);
      } else {
        code.if_icmpne(different);
      }
    }
    code.iconst_1().goto_(end).labelBinding(different).iconst_0().labelBinding(end);
  }

  /** Comes with the record on the stack, which is a parameter too. */
  private static void writeHashCode(
      List<DirectMethodHandleDesc> components, ClassDesc type, CodeBuilder code) {
    code.pop().iconst_0();
    for (var component : components) {
      var of = component.invocationType().returnType();
      code.bipush(31).imul().aload(0).getfield(type, component.methodName(), of);
      if (!of.isPrimitive()) {
        code.invokestatic(OBJECTS, "hashCode", HASH_CODE);
      } else if (of.equals(CD_long)) {
        code.l2i();
      }
      code.iadd();
    }
  }
}
