package io.labctl.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of commands start from: a labd to talk to and an operator who may. */
abstract class WithLabd {
    static final TestAuthority CA = new TestAuthority();

    @TempDir Path home;
    FakeLabd labd;
    Operator operator;

    @BeforeEach
    void start() throws IOException {
        labd = new FakeLabd(CA, CA, "localhost");
        operator = Operator.of(home, labd, CA);
    }

    @AfterEach
    void stop() {
        labd.close();
    }
}
