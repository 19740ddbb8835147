// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.camel.presign.PresignConfiguration;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.transfer.model.FileExist;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Properties of an application that become options of the components. */
class ComponentPropertiesTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Application.class);

    @Configuration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Clock fixedClock() {
            return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        }
    }

    @Test
    void optionsOfPresignAreSet() {
        application
                .withPropertyValues(
                        "camel.component.presign.region=cn-hangzhou",
                        "camel.component.presign.accessKey=id",
                        "camel.component.presign.secret-key=secret",
                        "camel.component.presign.endpoint-type=dualStack",
                        "camel.component.presign.address-style=path",
                        "camel.component.presign.max-size=10MB",
                        "camel.component.presign.query.x-oss-process=style/small",
                        "camel.component.presign.header.Content-Type=text/plain",
                        "camel.component.presign.clock=#bean:fixedClock",
                        "camel.component.presign.max-expiration=2h")
                .run(context -> {
                    PresignComponent presign =
                            context.getBean(CamelContext.class).getComponent("presign", PresignComponent.class);
                    assertThat(presign.getConfiguration())
                            .returns("cn-hangzhou", options -> options.getRegion())
                            .returns("id", options -> options.getAccessKey())
                            .returns("secret", options -> options.getSecretKey())
                            .returns(EndpointType.DUAL_STACK, options -> options.getEndpointType())
                            .returns(AddressStyle.PATH, options -> options.getAddressStyle())
                            .returns("10MB", options -> options.getMaxSize());
                    assertThat(presign.getConfiguration().getQuery()).containsEntry("x-oss-process", "style/small");
                    assertThat(presign.getConfiguration().getHeader()).containsEntry("Content-Type", "text/plain");
                    assertThat(presign.getClock()).isSameAs(context.getBean("fixedClock"));
                    assertThat(presign.getMaxExpiration()).isEqualTo(Duration.ofHours(2));
                });
    }

    @Test
    void singleOptionsChangeTheConfigurationBean() {
        PresignConfiguration shared = new PresignConfiguration();
        shared.setRegion("cn-beijing");
        shared.setAddressStyle(AddressStyle.PATH);
        application
                .withBean("shared", PresignConfiguration.class, () -> shared)
                .withPropertyValues(
                        "camel.component.presign.region=cn-hangzhou",
                        "camel.component.presign.configuration=#bean:shared")
                .run(context -> assertThat(context.getBean(CamelContext.class)
                                .getComponent("presign", PresignComponent.class)
                                .getConfiguration())
                        .isSameAs(shared)
                        .returns(AddressStyle.PATH, options -> options.getAddressStyle())
                        .returns("cn-hangzhou", options -> options.getRegion()));
    }

    @Test
    void optionsOfOssPresignedAreSet() {
        application
                .withPropertyValues(
                        "camel.component.osspresigned.file-exist=TryRename",
                        "camel.component.osspresigned.parallelism=2",
                        "camel.component.osspresigned.stall-timeout=10s")
                .run(context -> assertThat(context.getBean(CamelContext.class)
                                .getComponent("osspresigned", OssPresignedComponent.class)
                                .getConfiguration())
                        .returns(FileExist.TryRename, options -> options.getFileExist())
                        .returns(2, options -> options.getParallelism())
                        .returns(Duration.ofSeconds(10), options -> options.getStallTimeout()));
    }

    @Test
    void durationHasUnit() {
        application
                .withPropertyValues(
                        "camel.component.presign.expiration=30s",
                        "camel.component.presign.min-validity=PT30S",
                        "camel.component.presign.max-age=30S")
                .run(context -> assertThat(context.getBean(CamelContext.class)
                                .getComponent("presign", PresignComponent.class)
                                .getConfiguration())
                        .returns(Duration.ofSeconds(30), options -> options.getExpiration())
                        .returns(Duration.ofSeconds(30), options -> options.getMinValidity())
                        .returns(Duration.ofSeconds(30), options -> options.getMaxAge()));
    }

    @ParameterizedTest
    @CsvSource({
        "camel.component.presign.expiration, 30, expiration: must be a duration with a unit",
        "camel.component.presign.expiration, tomorrow, expiration: must be a duration with a unit",
        "camel.component.osspresigned.stall-timeout, 30, stallTimeout: must be a duration with a unit",
        "camel.component.presign.endpoint-type, nowhere, camel.component.presign.endpoint-type",
        "camel.component.osspresigned.max-file-size, 10M, maxFileSize: must be a size in bytes or with a unit",
        "camel.component.osspresigned.parallelism, four, camel.component.osspresigned.parallelism",
        "camel.component.presign.regoin, cn-hangzhou, camel.component.presign.regoin",
        "camel.component.osspresigned.file-exists, Fail, camel.component.osspresigned.file-exists",
        "camel.component.presign.clock, #bean:sundial, sundial",
        "camel.component.presign.allowed-key-prefixes, ${NO_SUCH_VARIABLE:}, allowedKeyPrefixes: must be comma-separated",
        "camel.component.osspresigned.allowed-hosts, ${NO_SUCH_VARIABLE:}, allowedHosts: must be comma-separated",
    })
    void wrongPropertyEndsStart(String property, String value, String explanation) {
        application
                .withPropertyValues(property + "=" + value)
                .withBean(Routes.class)
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure()).hasStackTraceContaining(explanation);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presign.access-secrt",
                "presign.accessKeySecret",
                "presign.configuration.accessKeySecret",
                "presign.secret-key[0]",
                "presign.secret-key.value",
                "presign.domains[0]",
                "presign.access-secrt[0]",
                "presign.access-secrt.value",
                "osspresigned.proxy-auth-password[0]",
                "osspresigned.proxy-auth-pasword",
                "osspresigned.configuration.proxy-auth-pasword"
            })
    void valueOfUnknownPropertyIsInNoExceptionAndNotInTheReport(String property) {
        application
                .withPropertyValues("camel.component." + property + "=GEHEIM")
                .withBean(Routes.class)
                .run(context -> {
                    assertThat(context).hasFailed();
                    StringWriter trace = new StringWriter();
                    context.getStartupFailure().printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("GEHEIM");
                    assertThat(report(context.getStartupFailure()))
                            .contains("camel.component.")
                            .contains("is not an option")
                            .doesNotContain("GEHEIM");
                });
    }

    @Test
    void reportOfPropertiesOfOthersIsThatOfSpring() {
        new ApplicationContextRunner()
                .withUserConfiguration(Other.class)
                .withPropertyValues("other.nonsense=value")
                .run(context -> assertThat(report(context.getStartupFailure()))
                        .contains("other.nonsense")
                        .contains("value"));
    }

    /** Returns what Spring Boot reports of a failed start. */
    private static String report(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(BeanFactory.class, new StaticListableBeanFactory())
                                .and(Environment.class, new StandardEnvironment()),
                        FailureHandler.logging(LogFactory.getLog(ComponentPropertiesTest.class)))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .map(FailureAnalysis::getDescription)
                .findFirst()
                .orElseThrow();
    }

    @Configuration
    @EnableConfigurationProperties(OtherProperties.class)
    static class Other {}

    @ConfigurationProperties(prefix = "other", ignoreUnknownFields = false)
    record OtherProperties(String name) {}

    /** Components are made when a route uses them. */
    static class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:sign").to("presign:bucket?region=cn-hangzhou&accessKey=a&secretKey=b");
            from("direct:download").to("osspresigned:target/in");
        }
    }

    @Test
    void customizerCanBeSwitchedOff() {
        application
                .withPropertyValues(
                        "camel.component.presign.customizer.enabled=false",
                        "camel.component.presign.region=cn-hangzhou")
                .run(context -> assertThat(context.getBean(CamelContext.class)
                                .getComponent("presign", PresignComponent.class)
                                .getConfiguration()
                                .getRegion())
                        .isNull());
    }
}
