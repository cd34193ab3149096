package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.exec.Tempo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecInputTest extends WithLabd {
    private static final long WINDOW = 1024L * 1024;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private FakeSession session;

    @BeforeEach
    void startSession() {
        session = new FakeSession(labd);
        operator.waiting(aliveAfter(LONG));
    }

    @AfterEach
    void allWentAsTheScriptsSay() {
        session.wentWell();
    }

    @Test
    void input_passes_bit_for_bit_and_never_more_of_it_than_the_window() {
        var bytes = new byte[5 * (int) WINDOW + 4711];
        new Random(2).nextBytes(bytes);
        var arrived = new ByteArrayOutputStream();
        operator.typing(new ByteArrayInputStream(bytes)).waiting(aliveAfter(SHORT));
        session.plays(
                caller -> {
                    caller.from(0);
                    assertThat(caller.hearsWords()).isIn("FROM 0", "ALIVE");
                    long place = 0;
                    long acknowledged = 0;
                    while (true) {
                        Frame frame = caller.hears();
                        if (frame.kind() == FrameKind.IN_END) {
                            break;
                        }
                        if (frame.kind() == FrameKind.ALIVE) { // it waits for room
                            acknowledged = place;
                            caller.ack(place);
                        } else if (frame.kind() == FrameKind.IN) {
                            place += frame.length();
                            assertThat(place - acknowledged).isLessThanOrEqualTo(WINDOW);
                            arrived.write(FakeSession.bytes(frame));
                        }
                    }
                    caller.end(new WorkEnd.Exited(0));
                });

        var result = operator.types("exec", "-i", "server/web1", "cat");

        assertThat(result).isEqualTo(new Operator.Result(0, "", ""));
        assertThat(arrived.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void without_i_nothing_is_read() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        operator.typing(closed);
        session.plays(caller -> caller.from(0).end(new WorkEnd.Exited(0)));

        assertThat(operator.types("exec", "server/web1", "cat").err()).isEmpty();
    }

    @Test
    void input_begins_again_where_the_agent_says() {
        operator.typing(new Pieces("one", "two"));
        session.plays(
                        caller -> {
                            caller.from(0);
                            assertThat(caller.hearsWords()).isEqualTo("FROM 0");
                            assertThat(caller.hearsWords()).isEqualTo("IN one");
                            caller.ack(8);
                            assertThat(caller.hearsWords()).isEqualTo("IN two");
                            assertThat(caller.hearsWords()).isEqualTo("IN_END");
                            caller.from(8); // the agent alone has a new connection
                            assertThat(caller.hearsWords()).isEqualTo("FROM 8");
                            assertThat(caller.hearsWords()).isEqualTo("IN two");
                        })
                .plays(
                        caller -> {
                            caller.from(16);
                            assertThat(caller.hearsWords()).isEqualTo("FROM 16");
                            assertThat(caller.hearsWords()).isEqualTo("IN_END");
                            caller.end(new WorkEnd.Exited(0));
                        });

        var result = operator.types("exec", "server/web1", "-i", "cat");

        assertThat(result).isEqualTo(new Operator.Result(0, "", ""));
    }

    private static Tempo aliveAfter(Duration alive) {
        Duration soon = Duration.ofMillis(1);
        return new Tempo(LONG, alive, LONG, soon, soon, LONG, LONG, LONG, LONG);
    }

    /** Each is read at once and alone. */
    private static final class Pieces extends InputStream {
        private final String[] pieces;
        private int next;

        Pieces(String... pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] to, int from, int length) {
            if (next == pieces.length) {
                return -1;
            }
            byte[] piece = FakeSession.ascii(pieces[next++]);
            System.arraycopy(piece, 0, to, from, piece.length);
            return piece.length;
        }
    }
}
