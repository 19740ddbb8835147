// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.camel.presign.PresignConfiguration;
import io.github.osspresign.camel.presign.PresignEndpoint;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationOptionsTest {

    private static final String REFUSED =
            "expiration: must be a duration with a unit of d, h, m, s or ms, such as 15m, 1h30m or PT1H, was '3600'";
    private static final String OVERFLOWING = "213503982334602d";

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @ParameterizedTest
    @CsvSource({
        "presign:examplebucket, expiration",
        "presign:examplebucket, minValidity",
        "presign:examplebucket, minAge",
        "presign:examplebucket, maxAge",
        "osspresigned:inbox, connectTimeout",
        "osspresigned:inbox, stallTimeout",
        "osspresigned:inbox, transferTimeout",
        "osspresigned:inbox, backoffInitial",
        "osspresigned:inbox, backoffInitial"
    })
    void refusesInvalidDurationOfEndpointAndNamesTheOption(String endpoint, String option) {
        for (String value : new String[] {OVERFLOWING, "1s".repeat(500), "9".repeat(1000), "soon", "3600", "0"}) {
            assertThatThrownBy(() -> context.getEndpoint(endpoint + "?" + option + "=" + value))
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(option
                            + ": must be a duration with a unit of d, h, m, s or ms, such as 15m, 1h30m or PT1H, was '"
                            + value.substring(0, Math.min(4, value.length())))
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(310));
        }
    }

    /** Ways in which Camel itself reads numbers as milliseconds: endpoints from objects, camel-main, nested options, beans. */
    @Test
    void refusesNumbersWithoutUnitOnEveryWayToAnOption() {
        for (Object number : new Object[] {3600, 3600L, "3600", CharBuffer.wrap("3600")}) {
            Map<String, Object> properties = Map.of("expiration", number);
            assertThatThrownBy(() -> context.getEndpoint("presign:examplebucket", new HashMap<>(properties)))
                    .as("%s", number.getClass())
                    .rootCause()
                    .hasMessage(REFUSED);
        }
        for (String option : new String[] {
            "presign:b?configuration.expiration=3600", "osspresigned:in?configuration.stallTimeout=3600"
        }) {
            assertThatThrownBy(() -> context.getEndpoint(option)).as(option).hasStackTraceContaining("was '3600'");
        }
        for (String property : new String[] {
            "camel.component.presign.expiration",
            "camel.component.presign.maxExpiration",
            "camel.component.presign.configuration.expiration",
            "camel.component.osspresigned.stall-timeout",
            "camel.component.osspresigned.configuration.stall-timeout",
            "camel.beans.options.minAge"
        }) {
            Main main = new Main();
            main.addInitialProperty("camel.beans.options", "#class:" + PresignConfiguration.class.getName());
            main.addInitialProperty(property, "3600");
            assertThatThrownBy(main::start).as(property).hasStackTraceContaining("must be a duration with a unit");
            main.stop();
        }
    }

    @Test
    void parsesDurationsAndBeanReferencesOfComponentAndEndpoint() {
        context.getRegistry().bind("aDay", Duration.ofDays(1));
        PresignComponent presign = context.getComponent("presign", PresignComponent.class);
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(presign)
                .withConfigurer(presign.getComponentPropertyConfigurer())
                .withProperties(new HashMap<>(Map.of("maxExpiration", "#bean:aDay", "expiration", "PT2H")))
                .bind();
        assertThat(presign.getMaxExpiration()).isEqualTo(Duration.ofDays(1));
        assertThat(presign.getConfiguration().getExpiration()).isEqualTo(Duration.ofHours(2));

        assertThat(context.getEndpoint("presign:examplebucket?minAge=#aDay", PresignEndpoint.class)
                        .getConfiguration()
                        .getMinAge())
                .isEqualTo(Duration.ofDays(1));
        assertThat(context.getEndpoint("osspresigned:inbox?stallTimeout=1m30s", OssPresignedEndpoint.class)
                        .getConfiguration()
                        .getStallTimeout())
                .isEqualTo(Duration.ofSeconds(90));
        PresignConfiguration nested = context.getEndpoint(
                        "presign:b?configuration.expiration=2h&configuration.process=image/info&configuration.maxAge=#aDay",
                        PresignEndpoint.class)
                .getConfiguration();
        assertThat(nested.getExpiration()).isEqualTo(Duration.ofHours(2));
        assertThat(nested.getMaxAge()).isEqualTo(Duration.ofDays(1));
        assertThat(nested.getProcess()).isEqualTo("image/info");
        assertThat(context.getComponent("osspresigned")).isInstanceOf(OssPresignedComponent.class);
    }
}
