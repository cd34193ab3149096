package io.labctl.catalog.bind;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A record's canonical constructor, looked up once. */
record CanonicalConstructor(Constructor<?> constructor) {
    static CanonicalConstructor of(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return new CanonicalConstructor(canonical);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    /**
     * @throws InvocationTargetException with what the record's own checks threw, or with why its
     *     class cannot be used
     */
    Object make(@Nullable Object[] values) throws InvocationTargetException {
        try {
            return constructor.newInstance(values);
        } catch (LinkageError e) {
            throw new InvocationTargetException(e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("a record can be made of its components", e);
        }
    }
}
