package io.labctl.cli.terminal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals of this process, by what the JDK has for them in {@code jdk.unsupported}. It is asked
 * by reflection, as the compiler warns of its name and cannot be told not to. A signal that was
 * ignored when the process began, as nohup(1) does, still is.
 */
public final class ProcessSignals implements Interrupts {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    @Override
    public Listening listen(Consumer<Interrupt> told) {
        List<Listening> all = new ArrayList<>();
        for (Interrupt each : Interrupt.values()) {
            all.add(on(each.name(), () -> told.accept(each)));
        }
        return () -> all.forEach(Listening::close);
    }

    /**
     * Until it is closed, this is run at each signal of that name, in a thread of its own.
     *
     * @param name without SIG
     */
    Listening on(String name, Runnable run) {
        try {
            Object before = set(name, handler(run));
            return () -> setBack(name, before);
        } catch (ReflectiveOperationException e) {
            throw strange(name, e);
        }
    }

    private static void setBack(String name, Object before) {
        try {
            set(name, before);
        } catch (ReflectiveOperationException e) {
            throw strange(name, e);
        }
    }

    private static Object handler(Runnable run) throws ReflectiveOperationException {
        MethodHandle running =
                MethodHandles.publicLookup()
                        .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                        .bindTo(run);
        return MethodHandleProxies.asInterfaceInstance(
                Class.forName(HANDLER),
                MethodHandles.dropArguments(running, 0, Class.forName(SIGNAL)));
    }

    /** Answers with what was set before. */
    private static Object set(String name, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName(SIGNAL);
        Object signal = type.getConstructor(String.class).newInstance(name);
        return type.getMethod("handle", type, Class.forName(HANDLER)).invoke(null, signal, handler);
    }

    private static IllegalStateException strange(String name, ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
        return new IllegalStateException("signal %s cannot be handled".formatted(name), cause);
    }
}
