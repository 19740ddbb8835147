// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.osspresign.camel.presign.PresignComponent;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.CamelContextHelper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Common mistakes in endpoint URIs have a message that says what to write instead. */
class OptionMistakesTest {

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "presign:my-bucket/reports/a.pdf?region=cn-hangzhou&accessKey=a&secretKey=b | was 'my-bucket/reports/a.pdf'; write the object key in the option objectKey",
                "presign:my-bucket?expiration=1w | a duration with a unit of d, h, m, s or ms, such as 15m, 1h30m or PT1H, was '1w'",
                "presign:my-bucket?localDevelopment=true | localDevelopment: must be set on the component, as camel.component.presign.localDevelopment, was set on an endpoint",
                "presign:my-bucket?allowedbuckets=* | allowedbuckets: must be set on the component, as camel.component.presign.allowedbuckets, was set on an endpoint",
                "osspresigned:inbox?localDevelopment=true | localDevelopment: must be set on the component, as camel.component.osspresigned.localDevelopment, was set on an endpoint",
                "osspresigned:inbox?linkSource=file:x?a=1&b=2 | linkSource: must be written as RAW(...) because osspresigned: does not have all options after it",
                "osspresigned:inbox?linkSource=RAW(imaps:h?password=RAW(x)&delay=5)&fileExist=Fail | linkSource: must not contain RAW(...) within RAW(...), which ends there; write the outer one as RAW{...}",
                "osspresigned:inbox?refreshUri=RAW(presign:b?secretKey=RAW(x)&operation=renew) | refreshUri: must not contain RAW(...) within RAW(...), which ends there; write the outer one as RAW{...}",
                "osspresigned:inbox?refreshUri=http:renew?a=1&b=2 | refreshUri: must be written as RAW(...) because osspresigned: does not have all options after it"
            })
    void messageSaysWhatToWrite(String uri, String message) {
        assertThatThrownBy(() -> context.getEndpoint(uri).createProducer().start())
                .hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "accessKeyId, accessKey",
        "access-key-id, accessKey",
        "accessKeySecret, secretKey",
        "securityToken, sessionToken",
        "configuration.securityToken, sessionToken"
    })
    void nameOfTheSdkIsRefusedWithOursAndWithoutItsValue(String name, String ours) {
        assertThatThrownBy(() -> context.getEndpoint("presign:my-bucket?region=cn-hangzhou&" + name + "=GEHEIM"))
                .hasStackTraceContaining(name + ": must be named " + ours)
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("GEHEIM"));
    }

    @ParameterizedTest
    @CsvSource({
        "presign:my-bucket?expires=1h, expires, expiration",
        "presign:my-bucket?regoin=cn-hangzhou, regoin, region",
        "presign:my-bucket?objctkey=b, objctkey, objectKey",
        "presign:my-bucket?addresStyle=path, addresStyle, addressStyle",
        "osspresigned:inbox?linkSource=RAW(file:x?a=1&b=2)&fileExits=Fail, fileExits, fileExist",
        "osspresigned:inbox?linkSource=direct:x&fileExits=Fail, fileExits, fileExist",
        "osspresigned:inbox?bridgeErrorHandlr=true, bridgeErrorHandlr, bridgeErrorHandler"
    })
    void messageNamesTheNearestOption(String uri, String option, String nearest) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .hasStackTraceContaining(option + ": is not an option; the nearest one is " + nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"presign:my-bucket?secretKy=GEHEIM", "osspresigned:inbox?proxyPass=GEHEIM"})
    void valueOfMisspeltOptionIsInNoException(String uri) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .satisfies(failure -> assertThat(stackTrace(failure))
                        .contains("is not an option; the nearest one is")
                        .doesNotContain("GEHEIM"));
    }

    @ParameterizedTest
    @CsvSource({"osspresigned:inbox?linkSource=direct:x&zzz=Fail, zzz", "presign:my-bucket?nonsense=1, nonsense"})
    void unknownOptionThatResemblesNoneIsNamedByCamel(String uri, String option) {
        assertThatThrownBy(() -> context.getEndpoint(uri)).hasMessageContaining("Unknown parameters=[{" + option + "=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presign:my-bucket?region=cn-hangzhou&oursecret=GEHEIM",
                "presign:my-bucket?region=cn-hangzhou&secretKey=a&GEHEIM2=RAW(GEHEIM)&b=GEHEIM",
                "osspresigned:inbox?zzz=GEHEIM"
            })
    void valueOfUnknownOptionIsInNoException(String uri) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .satisfies(failure -> assertThat(stackTrace(failure))
                        .contains("Unknown parameters=[{")
                        .doesNotContain("=GEHEIM")
                        .doesNotContain("(GEHEIM"));
    }

    @ParameterizedTest
    @CsvSource({
        "accessKeyId, accessKey",
        "accessKeySecret, secretKey",
        "access-key-secret, secretKey",
        "securityToken, sessionToken",
        "configuration.accessKeySecret, secretKey",
        "configuration.access-key-secret, secretKey"
    })
    void nameOfTheSdkIsRefusedAsPropertyOfTheComponent(String name, String ours) {
        assertThat(failureOfProperty("camel.component.presign." + name))
                .containsPattern("camel.component.presign.[a-zA-Z.-]+: must be named " + ours)
                .doesNotContain("GEHEIM");
    }

    @ParameterizedTest
    @CsvSource({
        "presign.accessSecrt, the nearest one is accessKey",
        "presign.secretKy, the nearest one is secretKey",
        "presign.secret-ky, the nearest one is secretKey",
        "presign.configuration.secretKy, the nearest one is secretKey",
        "presign.configuration.secret-ky, the nearest one is secretKey",
        "presign.zzz, is not an option",
        "presign.configuration.zzz, is not an option",
        "osspresigned.proxyAuthPasword, the nearest one is proxyAuthPassword",
        "osspresigned.configuration.proxyAuthPasword, the nearest one is proxyAuthPassword"
    })
    void valueOfUnknownPropertyOfTheComponentIsInNoException(String property, String message) {
        assertThat(failureOfProperty("camel.component." + property))
                .containsPattern("camel.component.(oss)?presign(ed)?.[a-zA-Z.-]+: is not an option")
                .contains(message)
                .doesNotContain("GEHEIM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presign.zzz.secretKey",
                "presign.configuration.zzz.secretKey",
                "presign.secretKey[0]",
                "presign.secret-key[0]",
                "presign.secretKey[a]",
                "presign.secretKey.value",
                "presign.secretKey[0].value",
                "presign.configuration.secretKey[0]",
                "presign.configuration.secretKey.value",
                "presign.domains.b[0]",
                "presign.domains[b]",
                "presign.clock.secretKey",
                "presign.zzz[0]",
                "presign.zzz[0].a",
                "presign.configuration.zzz[0]",
                "presign.secretKy[0]",
                "presign.accessKeySecret[0]",
                "presign.configuration.accessKeySecret[0]",
                "osspresigned.proxyAuthPassword[0]",
                "osspresigned.proxyAuthPassword.value",
                "osspresigned.configuration.proxyAuthPassword[0]",
                "osspresigned.proxyAuthPasword[0]",
                "osspresigned.header[0]"
            })
    void valueOfPartOfOptionWithoutPartsIsInNoException(String property) {
        assertThat(failureOfProperty("camel.component." + property))
                .containsAnyOf("is not an option with parts", "must be named secretKey")
                .doesNotContain("GEHEIM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"query[x-foo]", "configuration.query[x-foo]", "configuration.query.x-foo"})
    void propertySetsPartOfMap(String property) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.presign." + property, "1");
        try {
            main.start();
            PresignComponent presign = main.getCamelContext().getComponent("presign", PresignComponent.class);
            assertThat(presign.getConfiguration().getQuery()).containsValue("1");
        } finally {
            main.stop();
        }
    }

    @Test
    void valueOfUnknownPropertyOfTheComponentIsNotLogged() {
        Main main = new Main();
        main.configure().setAdditionalSensitiveKeywords("pin");
        main.addInitialProperty("camel.component.presign.configuration.accessSecrt", "GEHEIM");
        try {
            assertThatThrownBy(main::start).hasStackTraceContaining("is not an option");
            assertThat(CamelContextHelper.containsSensitive(
                            main.getCamelContext(), "camel.component.presign.configuration.accessSecrt"))
                    .isTrue();
            assertThat(CamelContextHelper.containsSensitive(main.getCamelContext(), "camel.component.x.pin"))
                    .isTrue();
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presign:my-bucket?secretKey[0]=GEHEIM",
                "presign:my-bucket?secretKey.value=GEHEIM",
                "presign:my-bucket?secretKey[0].value=GEHEIM",
                "presign:my-bucket?secretKy[0]=GEHEIM",
                "presign:my-bucket?accessKeySecret[0]=GEHEIM",
                "presign:my-bucket?accessKeySecret.value=GEHEIM",
                "presign:my-bucket?configuration.secretKey=GEHEIM",
                "presign:my-bucket?configuration.secretKey[0]=GEHEIM",
                "presign:my-bucket?configuration.secretKy=GEHEIM",
                "presign:my-bucket?configuration[0]=GEHEIM",
                "presign:my-bucket?query[0]=GEHEIM",
                "presign:my-bucket?query.a.b=GEHEIM",
                "presign:my-bucket?header[0].secretKey=GEHEIM",
                "presign:my-bucket?credentialsProvider.secretKey=GEHEIM",
                "presign:my-bucket?domains[0]=GEHEIM",
                "osspresigned:inbox?proxyAuthPassword[0]=GEHEIM",
                "osspresigned:inbox?proxyAuthPassword.value=GEHEIM",
                "osspresigned:inbox?configuration.proxyAuthPassword[0]=GEHEIM",
                "osspresigned:inbox?configuration.proxyAuthPasword=GEHEIM",
                "osspresigned:inbox?header[0]=GEHEIM",
                "osspresigned:inbox?sslContextParameters.secretKey=GEHEIM",
                "osspresigned:inbox?linkSource[0]=file:x?password%3DGEHEIM",
                "osspresigned:inbox?refreshUri.value=file:x?password%3DGEHEIM"
            })
    void valueOfPartOfOptionOfEndpointIsInNoException(String uri) {
        assertThatThrownBy(() -> context.getEndpoint(uri).createProducer().start())
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("GEHEIM"));
    }

    /** Returns why an application with a property of this name does not start. */
    private static String failureOfProperty(String property) {
        Main main = new Main();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("presign:my-bucket?region=cn-hangzhou").to("osspresigned:inbox");
            }
        });
        main.addInitialProperty(property, "GEHEIM");
        try {
            main.start();
            return fail("has started with " + property);
        } catch (Exception e) {
            return stackTrace(e);
        } finally {
            main.stop();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
