package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.CreatedToken;
import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TokensTest extends WithLabd {
    private static final String TOKEN = "lab1.abcde12345." + "s".repeat(43) + "." + "p".repeat(43);

    @Test
    void a_new_token_stands_alone_on_stdout() {
        labd.answers("POST /api/v1/tokens", created());

        var result =
                operator.types(
                        "create",
                        "token",
                        "--cloud",
                        "baremetal",
                        "--env",
                        "lab",
                        "--role",
                        "worker",
                        "--label",
                        "rack=r1",
                        "--ttl",
                        "1h30m",
                        "--server",
                        "web1");

        assertThat(result.out()).isEqualTo(TOKEN + "\n");
        assertThat(result.err())
                .isEqualTo(
                        "one-time token abcde12345 lets server 'web1' join baremetal/lab as worker"
                                + " until 2026-01-31T09:00:00Z; it is not shown again\n");
        assertThat(labd.lastBody())
                .isEqualTo(
                        """
                        {"cloud":"baremetal","environment":"lab","role":"worker","labels":{"rack":"r1"},"reusable":false,"ttl":"PT1H30M","server":"web1"}\
                        """);
    }

    @Test
    void a_name_that_a_server_holds_is_told_with_its_token() {
        labd.answers("POST /api/v1/tokens", created());
        labd.answers("GET /api/v1/servers/web1", OneServerTest.detail());

        var result =
                operator.types(
                        "create",
                        "token",
                        "--cloud",
                        "c",
                        "--env",
                        "e",
                        "--role",
                        "r",
                        "--server",
                        "web1");

        assertThat(result.out()).isEqualTo(TOKEN + "\n");
        assertThat(result.err())
                .startsWith("one-time token abcde12345 lets")
                .endsWith(
                        "labctl: a server 'web1' is enrolled already: another machine is refused its name until 'labctl delete server/web1'\n");
        assertThat(result.exit()).isZero();
    }

    @Test
    void a_look_at_the_server_that_fails_stops_no_token() {
        labd.answers("POST /api/v1/tokens", created());
        labd.refuses("GET /api/v1/servers/web1", 403, "denied", "'ann' may not read servers");

        var result =
                operator.types(
                        "create",
                        "token",
                        "--cloud",
                        "c",
                        "--env",
                        "e",
                        "--role",
                        "r",
                        "--server",
                        "web1");

        assertThat(result.out()).isEqualTo(TOKEN + "\n");
        assertThat(result.err()).startsWith("one-time token abcde12345").doesNotContain("ann");
        assertThat(result.exit()).isZero();
    }

    @Test
    void a_token_lives_an_hour_and_serves_once_unless_told_otherwise() {
        labd.answers("POST /api/v1/tokens", created());

        operator.types("create", "token", "--cloud", "c", "--env", "e", "--role", "r");
        String plain = labd.lastBody();
        operator.types(
                "create", "token", "--cloud", "c", "--env", "e", "--role", "r", "--reusable");
        String reusable = labd.lastBody();

        assertThat(plain).contains("\"reusable\":false", "\"ttl\":\"PT1H\"");
        assertThat(reusable).contains("\"reusable\":true");
    }

    @Test
    void json_carries_the_token_and_its_end() {
        labd.answers("POST /api/v1/tokens", created());

        var result =
                operator.types(
                        "create", "token", "--cloud", "c", "--env", "e", "--role", "r", "-o",
                        "json");

        assertThat(result.out())
                .isEqualTo(
                        """
                        {
                          "id": "abcde12345",
                          "token": "%s",
                          "expiresAt": "2026-01-31T09:00:00Z"
                        }
                        """
                                .formatted(TOKEN));
        assertThat(result.err()).isEmpty();
    }

    @Test
    void one_label_cannot_have_two_values() {
        var result =
                operator.types(
                        "create", "token", "--cloud", "c", "--env", "e", "--role", "r", "-l", "a=1",
                        "-l", "a=2");

        assertThat(result.err()).isEqualTo("labctl: label 'a' is given twice, as '1' and as '2'\n");
        assertThat(labd.requests()).isEmpty();
    }

    @Test
    void tokens_are_listed_without_their_secrets() {
        labd.answers("GET /api/v1/tokens", new Items<>(List.of(view())));

        var result = operator.types("get", "tokens");

        assertThat(result.lines())
                .containsExactly(
                        "NAME         CLOUD       ENVIRONMENT   ROLE     KIND       STATUS   USES  "
                                + " EXPIRES-IN",
                        "abcde12345   baremetal   lab           worker   one-time   active   0     "
                                + " 1h");
    }

    @Test
    void a_token_is_revoked_in_every_spelling() {
        labd.answers("POST /api/v1/tokens/abcde12345/revoke", view());

        var slash = operator.types("revoke", "token/abcde12345");
        var blank = operator.types("revoke", "token", "abcde12345");
        var listed = operator.types("revoke", "token", "token/abcde12345");

        assertThat(List.of(slash.err(), blank.err(), listed.err()))
                .containsOnly("token/abcde12345 revoked\n");
    }

    @Test
    void an_unknown_token_suggests_the_nearest() {
        labd.answers("GET /api/v1/tokens", new Items<>(List.of(view())));

        var result = operator.types("revoke", "token", "abcde12354");

        assertThat(result.err())
                .isEqualTo("labctl: no token 'abcde12354', did you mean 'abcde12345'?\n");
        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void a_whole_token_given_by_mistake_is_neither_sent_nor_shown() {
        var result = operator.types("revoke", "token", TOKEN);

        assertThat(result.err())
                .isEqualTo(
                        "labctl: give the token's id alone, the second of its four parts, never its"
                                + " secret\n");
        assertThat(labd.requests()).isEmpty();
    }

    private static CreatedToken created() {
        return new CreatedToken(
                "abcde12345", new Secret(TOKEN), Operator.NOW.plus(Duration.ofHours(1)));
    }

    private static TokenView view() {
        return new TokenView(
                "abcde12345",
                new DnsLabel("baremetal"),
                new DnsLabel("lab"),
                new DnsLabel("worker"),
                new TreeMap<>(Map.of("rack", "r1")),
                new ServerName("web1"),
                false,
                TokenView.Status.ACTIVE,
                0,
                "ann",
                Operator.NOW,
                Operator.NOW.plus(Duration.ofHours(1)));
    }
}
