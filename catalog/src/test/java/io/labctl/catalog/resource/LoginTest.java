package io.labctl.catalog.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.secret.Secret;
import io.labctl.catalog.wire.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private static final String HASH =
            "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                HASH,
                "$6$rounds=5000$saltsalt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OUILO5Ifz5iwMuTS4XMS130MTSuDDl3aCI6WouIL9AjRbLCelDCy.g.",
                "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW"
            })
    void a_password_is_a_hash(String hash) {
        assertThat(of(hash).password()).isEqualTo(new Secret(hash));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "$y$", "$6$a:b$c", "$pa$$word", "$6$salt$x\ny"})
    void anything_else_may_be_the_password_itself_and_is_not_repeated(String text) {
        assertThatThrownBy(() -> of(text))
                .hasMessage(
                        "password is not a hash of crypt(5), as mkpasswd(1) prints it, nor *: never"
                                + " give the password itself");
    }

    @Test
    void the_hash_is_in_what_the_machine_gets_and_nowhere_else() {
        var user = user(of(HASH));

        assertThat(WireJson.mapper().writeValueAsString(user)).contains(HASH);
        assertThat(user.toString()).doesNotContain(HASH).contains("[secret]");
        assertThat(WireJson.mapper().writeValueAsString(user.withoutSecrets()))
                .doesNotContain("$y$")
                .contains("\"password\":\"[secret]\"");
    }

    @Test
    void what_people_are_shown_can_be_read_again() {
        String shown = WireJson.mapper().writeValueAsString(user(of(HASH)).withoutSecrets());

        assertThat(WireJson.mapper().readValue(shown, Resource.class))
                .isEqualTo(user(of(HASH)).withoutSecrets());
    }

    @Test
    void an_end_is_a_day() {
        assertThatThrownBy(() -> new Login(null, null, "31.1.2027", null, null, null))
                .hasMessage("expires '31.1.2027' is not a day, such as 2027-01-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "1969-12-31", "1970-01-01", "+10000-01-01"})
    void an_end_is_a_day_that_shadow_can_hold(String day) {
        assertThatThrownBy(() -> new Login(null, null, day, null, null, null))
                .hasMessage("expires '%s' is not a day from 1970-01-02 to 9999-12-31", day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-02", "9999-12-31", "never"})
    void the_first_and_the_last_end_are_taken(String day) {
        assertThat(new Login(null, null, day, null, null, null).expires()).isEqualTo(day);
    }

    private static Login of(String hash) {
        return new Login(new Secret(hash), null, null, null, null, null);
    }

    private static UserResource user(Login login) {
        return new UserResource(
                "ada",
                Presence.PRESENT,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                false,
                false,
                false,
                login,
                null);
    }
}
