// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A list option with a blank text or a blank entry stops the start: it never means that everything is allowed. */
class BlankListTest {

    private static final String PRESIGN = "presign:demo?objectKey=secret/a&process=image/info";
    private static final String FORM = "presign:demo?objectKey=a&operation=postPolicy&method=POST";
    private static final String LISTING = "presign:demo?operation=signPrefix";
    private static final String DOWNLOAD = "osspresigned:target/blank";
    private static final String RENEWAL = DOWNLOAD + "?refreshUri=direct:renew";

    private static final List<String> BLANKS = List.of(
            "", " ", ",", "a,,b", "a,", " , a", "{{env:OSS_PRESIGN_NO_SUCH_VARIABLE:}}", "{{no.such.property:}}");

    /** Each list option with a component that has it, and an endpoint that uses it. */
    static Stream<Arguments> options() {
        return Stream.of(
                        Arguments.of("presign.allowedBuckets", PRESIGN),
                        Arguments.of("presign.allowedKeyPrefixes", PRESIGN),
                        Arguments.of("presign.allowedMethods", PRESIGN),
                        Arguments.of("presign.additionalHeaders", "presign:demo?objectKey=a"),
                        Arguments.of("presign.antInclude", LISTING),
                        Arguments.of("presign.antExclude", LISTING),
                        Arguments.of("presign.contentTypes", FORM),
                        Arguments.of("presign.openFields", FORM),
                        Arguments.of("osspresigned.allowedHosts", DOWNLOAD),
                        Arguments.of("osspresigned.refreshPrefixes", RENEWAL))
                .flatMap(option -> BLANKS.stream().map(value -> Arguments.of(option.get()[0], option.get()[1], value)));
    }

    static Stream<Arguments> endpointOptions() {
        return options().filter(option -> !option.get()[0].toString().contains("presign.allowed"));
    }

    /** Returns an application that knows its region and keys. */
    private static Main application() {
        Main main = new Main();
        main.configure().withAutoConfigurationLogSummary(false);
        main.addInitialProperty("camel.component.presign.region", "cn-hangzhou");
        main.addInitialProperty("camel.component.presign.accessKey", "AKIDEXAMPLE");
        main.addInitialProperty("camel.component.presign.secretKey", "SecretEXAMPLE/k+y=for0tests");
        return main;
    }

    private static Main application(String endpoint) {
        Main main = application();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(endpoint);
                from("direct:renew").to("mock:renew");
            }
        });
        return main;
    }

    @FunctionalInterface
    private interface Start {
        void run() throws Exception;
    }

    private static AbstractStringAssert<?> refused(Main main, Start start) {
        try {
            Throwable failure = catchThrowable(start::run);
            return assertThat(failure == null ? "" : Throwables.getStackTrace(failure));
        } finally {
            main.stop();
        }
    }

    private static AbstractStringAssert<?> refused(Main main) {
        return refused(main, main::start);
    }

    private static String message(String option) {
        return option.substring(option.indexOf('.') + 1)
                + ": must be comma-separated entries, none of them blank, was '";
    }

    @ParameterizedTest
    @MethodSource("options")
    void blankPropertyOfComponentIsRefusedAtStart(String option, String endpoint, String value) {
        Main main = application(endpoint);
        main.addInitialProperty("camel.component." + option, value);

        // camel-main itself refuses a property without any value.
        refused(main).contains(value.isBlank() ? option + " because value is empty" : message(option));
    }

    @ParameterizedTest
    @MethodSource("endpointOptions")
    void blankOptionOfEndpointIsRefusedAtStart(String option, String endpoint, String value) {
        String name = option.substring(option.indexOf('.') + 1);

        refused(application(endpoint + (endpoint.contains("?") ? "&" : "?") + name + "=RAW(" + value + ")"))
                .contains(message(option));
    }

    @Test
    void blankKeyPrefixesSignNothingThroughDynamicEndpoints() {
        Main main = application();
        main.addInitialProperty("camel.component.presign.allowedKeyPrefixes", "{{env:OSS_PRESIGN_NO_SUCH_VARIABLE:}}");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("presign:demo?objectKey=RAW(${body})");
            }
        });

        // Camel makes the component for the first message.
        refused(main, () -> {
                    main.start();
                    main.getCamelContext().createProducerTemplate().requestBody("direct:in", "secret/a");
                })
                .contains(message("presign.allowedKeyPrefixes"));
    }
}
