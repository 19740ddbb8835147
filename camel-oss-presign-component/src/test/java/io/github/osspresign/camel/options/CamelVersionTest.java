// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CamelVersionTest {

    /** A context that reports another version than its own. */
    private static final class OtherVersion extends DefaultCamelContext {

        private final @Nullable String version;

        OtherVersion(@Nullable String version) {
            this.version = version;
        }

        @Override
        public @Nullable String getVersion() {
            return version;
        }

        void start(String uri) throws Exception {
            addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to(uri);
                }
            });
            start();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3.22.4,presign:demo",
        "4.8.9,osspresigned:inbox",
        "4.16.0,presign:demo",
        "4.14.0-SNAPSHOT,osspresigned:inbox"
    })
    void olderCamelIsRefusedWithTheLowestVersion(String version, String uri) throws Exception {
        try (OtherVersion context = new OtherVersion(version)) {
            assertThatThrownBy(() -> context.start(uri))
                    .hasStackTraceContaining("camel-oss-presign needs Camel 4.18 or later, was " + version);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "unknown", "4.17.0", "4.18.0", "4.18.0.redhat-00001", "4.100.0", "5.0.0-SNAPSHOT"})
    void newerAndUnknownCamelStarts(@Nullable String version) throws Exception {
        try (OtherVersion context = new OtherVersion(version)) {
            context.start("presign:demo?region=cn-hangzhou&accessKey=a&secretKey=b");

            assertThat(context.getStatus().isStarted()).isTrue();
        }
    }
}
