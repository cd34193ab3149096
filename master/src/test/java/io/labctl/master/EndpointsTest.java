package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.labctl.master.identity.Allows;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every endpoint says who may call it. */
class EndpointsTest {
    @Test
    void every_endpoint_says_who_may_call_it() {
        List<Method> endpoints = endpoints().toList();

        assertThat(endpoints).hasSizeGreaterThan(15);
        assertThat(endpoints).allMatch(method -> method.isAnnotationPresent(Allows.class));
    }

    @Test
    void only_health_enrolment_and_the_description_of_the_api_are_open_to_anyone() {
        List<String> open =
                endpoints()
                        .filter(
                                method ->
                                        method.getAnnotation(Allows.class).value()
                                                == Allows.Audience.ANYONE)
                        .map(method -> method.getDeclaringClass().getSimpleName())
                        .distinct()
                        .sorted()
                        .toList();

        assertThat(open).containsExactly("EnrollResource", "HealthResource");
    }

    private static Stream<Method> endpoints() {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.labctl.master");
        return classes.stream()
                .filter(each -> each.isAnnotatedWith(Path.class))
                .flatMap(each -> Arrays.stream(each.reflect().getDeclaredMethods()))
                .filter(EndpointsTest::takesRequests);
    }

    private static boolean takesRequests(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(each -> each.annotationType().isAnnotationPresent(HttpMethod.class));
    }
}
