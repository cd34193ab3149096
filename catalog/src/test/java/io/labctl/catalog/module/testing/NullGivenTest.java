package io.labctl.catalog.module.testing;

import static io.labctl.catalog.module.testing.Declares.faults;
import static io.labctl.catalog.module.testing.Declares.module;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.Declaration;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.secret.Secret;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of modules that were compiled without null checks and give null to a builder. */
@SuppressWarnings("NullAway")
class NullGivenTest {
    /** One argument of one method that is null, or has null in it. */
    record Call(@Nullable Method plan, Method method, int argument, boolean within) {
        @Override
        public String toString() {
            String type = plan == null ? "" : plan.getName() + "().";
            return "%s%s, argument %d%s"
                    .formatted(type, method.getName(), argument, within ? ", within" : "");
        }

        private void make(Plan on) {
            Object target = plan == null ? on : invoke(plan, on, values(plan));
            Object[] arguments = values(method);
            arguments[argument] = within ? nullWithin(arguments[argument]) : null;
            invoke(method, target, arguments);
        }

        private static Object nullWithin(Object value) {
            return value instanceof List
                    ? Collections.singletonList(null)
                    : Array.newInstance(value.getClass().componentType(), 1);
        }

        private static Object[] values(Method method) {
            return Arrays.stream(method.getParameterTypes()).map(Call::value).toArray();
        }

        private static Object value(Class<?> type) {
            if (type.isArray()) {
                return Array.newInstance(type.componentType(), 0);
            }
            return switch (type.getSimpleName()) {
                case "String" -> "/x";
                case "List" -> List.of();
                case "int" -> 1;
                case "long" -> 1L;
                case "Duration" -> Duration.ofSeconds(1);
                case "LocalDate" -> LocalDate.of(2027, 1, 31);
                case "Secret" -> new Secret("*");
                case "ResourceId" -> new ResourceId("file", "/x");
                default -> throw new AssertionError("no value for " + type);
            };
        }

        private static Object invoke(Method method, Object target, Object[] arguments) {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw (RuntimeException) e.getCause();
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
    }

    static Stream<Call> calls() {
        return declaring()
                .flatMap(
                        plan ->
                                Stream.concat(
                                        nulls(null, plan),
                                        Arrays.stream(plan.getReturnType().getMethods())
                                                .filter(NullGivenTest::isBuilder)
                                                .flatMap(method -> nulls(plan, method))));
    }

    private static Stream<Method> declaring() {
        return Arrays.stream(Plan.class.getMethods())
                .filter(each -> Declaration.class.isAssignableFrom(each.getReturnType()));
    }

    private static boolean isBuilder(Method method) {
        return Declaration.class.isAssignableFrom(method.getReturnType())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge();
    }

    private static Stream<Call> nulls(@Nullable Method plan, Method method) {
        Class<?>[] types = method.getParameterTypes();
        return IntStream.range(0, types.length)
                .filter(each -> !types[each].isPrimitive())
                .boxed()
                .flatMap(
                        each -> {
                            var calls = new ArrayList<Call>();
                            calls.add(new Call(plan, method, each, false));
                            boolean holds =
                                    types[each] == List.class
                                            || Object[].class.isAssignableFrom(types[each]);
                            if (holds) {
                                calls.add(new Call(plan, method, each, true));
                            }
                            return calls.stream();
                        });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void every_builder_refuses_it_with_its_resource_and_property(Call call) {
        assertThat(faults(module("alpha", (_, plan) -> call.make(plan))))
                .filteredOn(each -> each.contains(" is given ")) // many a type refuses the name too
                .singleElement()
                .asString()
                .matches(
                        "module alpha: NullGivenTest.java:[0-9]+: [a-z_]+\\[.+] is given null for [a-zA-Z]+: give a value, or leave it out");
    }

    @Test
    void the_resource_and_the_property_are_those_of_the_call() {
        var careless =
                List.of(
                        module("a", (_, plan) -> plan.file("/etc/motd").content((String) null)),
                        module("b", (_, plan) -> plan.file(null)),
                        module("c", (_, plan) -> plan.user("ada").comment(null)),
                        module("d", (_, plan) -> plan.authorizedKey("ada", "laptop").key(null)),
                        module("e", (_, plan) -> plan.exec("x").command("echo", null)),
                        module(
                                "f",
                                (_, plan) -> plan.service("x").restartOn(plan.file("/x"), null)));

        assertThat(careless)
                .flatExtracting(each -> faults(each))
                .map(fault -> fault.toString().replaceFirst("^.*java:[0-9]+: ", ""))
                .map(fault -> fault.replaceFirst(": give a value, or leave it out$", ""))
                .containsExactly(
                        "file[/etc/motd] is given null for content",
                        "file[null] is given null for path",
                        "user[ada] is given null for comment",
                        "authorized_key[ada/laptop] is given null for key",
                        "exec[x] is given null for command",
                        "service[x] is given null for restartOn");
    }
}
