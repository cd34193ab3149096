package io.labctl.agent.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One machine, and one caller who is there. */
@Timeout(60)
abstract class SessionCase {
    static final WorkEnd WELL = new WorkEnd.Exited(0);
    private static final int PIECE = 30_000;

    /** What takes a moment takes seconds where everybody else tests, too. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir private Path folder;
    private @Nullable FakeCaller caller;
    private @Nullable OneMachine machine;

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    @AfterAll
    static void asUsual() {
        Awaitility.reset();
    }

    @BeforeEach
    void begin() throws Exception {
        caller = new FakeCaller();
        machine = new OneMachine(folder.resolve("sessions"), caller);
    }

    @AfterEach
    void end() {
        machine().close();
        caller().close();
    }

    Path folder() {
        return folder;
    }

    FakeCaller caller() {
        return requireNonNull(caller);
    }

    OneMachine machine() {
        return requireNonNull(machine);
    }

    /** All of it, and that it is all. */
    void says(byte[] input) throws InterruptedException {
        for (int at = 0; at < input.length; at += PIECE) {
            int length = Math.min(PIECE, input.length - at);
            caller().says(Frame.of(FrameKind.IN, ByteBuffer.wrap(input, at, length)));
        }
        caller().says(Frame.empty(FrameKind.IN_END));
    }

    static byte[] bytes(int count) {
        var bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    String out() {
        return new String(caller().out(), StandardCharsets.UTF_8);
    }

    /** Not as the last frame of its output. */
    void told(UUID id, WorkEnd end) {
        await().untilAsserted(() -> assertThat(caller().result(id)).isEqualTo(end));
    }

    static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }
}
