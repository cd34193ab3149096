package io.labctl.catalog.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Tells the mapper which parts of a record must be there: all that are not marked {@link Nullable},
 * and so with what such a part holds if it is a list or a map. The mapper itself does not look at
 * these marks.
 */
final class RequiredParts extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        return part(member)
                .map(RequiredParts::isRequired)
                .orElseGet(() -> super.hasRequiredMarker(config, member));
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
        JsonSetter.Value marked = super.findSetterInfo(config, annotated);
        return part(annotated)
                .map(part -> JsonSetter.Value.construct(nulls(part), nullsWithin(part)))
                .map(ours -> ours.withOverrides(marked))
                .orElse(marked);
    }

    private static Optional<AnnotatedType> part(Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter
                && parameter.getDeclaringClass().isRecord()
                && parameter.getOwner().getAnnotated() instanceof Executable constructor) {
            return Optional.of(constructor.getAnnotatedParameterTypes()[parameter.getIndex()]);
        }
        return Optional.empty();
    }

    private static boolean isRequired(AnnotatedType type) {
        return !type.isAnnotationPresent(Nullable.class);
    }

    private static Nulls nulls(AnnotatedType type) {
        return isRequired(type) ? Nulls.FAIL : Nulls.DEFAULT;
    }

    /** What a list or a map holds is its last type argument; facts may hold anything. */
    private static Nulls nullsWithin(AnnotatedType type) {
        if (!(type instanceof AnnotatedParameterizedType generic)) {
            return Nulls.DEFAULT;
        }
        AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
        AnnotatedType held = arguments[arguments.length - 1];
        return held.getType() == Object.class ? Nulls.DEFAULT : nulls(held);
    }
}
