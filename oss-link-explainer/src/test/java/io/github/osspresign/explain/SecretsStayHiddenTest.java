// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.osspresign.oss.syntax.UrlParts;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Neither an explanation nor the text form of a record shows a secret. */
class SecretsStayHiddenTest {

    private static final String SECRET = "f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";
    private static final String URL = "https://b.oss-cn-hangzhou.aliyuncs.com/k?x-oss-signature=" + SECRET;

    /** Names of components that can hold a secret. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i)(?:text|url|.*secret|token|signature|headers|userInfo|path|query|fragment)");

    /** Records whose values have passed {@link Redaction}. */
    private static final Set<Class<?>> REDACTED = Set.of(
            Explanation.class,
            Finding.class,
            LinkFacts.class,
            SignatureVerification.class,
            AddressFacts.class,
            SigningFacts.class);

    static Stream<Class<?>> recordsBeforeRedaction() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.osspresign.explain")
                        .stream()
                        .filter(JavaClass::isRecord)
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> !REDACTED.contains(type))
                        .filter(type -> Arrays.stream(type.getRecordComponents())
                                .anyMatch(component ->
                                        SECRET_NAME.matcher(component.getName()).matches()));
    }

    @ParameterizedTest
    @MethodSource("recordsBeforeRedaction")
    void recordDoesNotShowASecret(Class<?> type) throws ReflectiveOperationException {
        assertThat(sample(type).toString()).doesNotContain(SECRET.substring(0, 8));
    }

    @Test
    void recordsThatHoldALinkOrItsPartsAreChecked() {
        assertThat(recordsBeforeRedaction()).contains(LinkQuestion.class, ParsedLink.class, SignatureParameters.class);
    }

    @Test
    void explanationOfADamagedLinkHidesSecretAndSignature() {
        assertNothingLeaks(SampleLinks.v4());
        assertNothingLeaks(SampleLinks.v4().replace("?", "%3F"));
        assertNothingLeaks(SampleLinks.v4().replace("?", "&"));
        assertNothingLeaks(SampleLinks.v4().replace("&", "&amp;"));
        // Another parameter has swallowed the signature.
        assertNothingLeaks(
                SampleLinks.v4().replaceFirst("oss-cn-(.*)&x-oss-signature=(\\w+)$", "oss-cn-$2$1-signature=$2"));
        // The name begins with that of a descriptive parameter.
        assertNothingLeaks(SampleLinks.v4().replace("x-oss-signature=", "response-x-oss-signature="));
        assertThat(LinkExplainer.explain(SampleLinks.ask(
                                SampleLinks.v4With(SampleLinks.TEMPORARY).replace("?", "&")))
                        .toString())
                .doesNotContain("CAISexample");
    }

    /** Damage has broken one name and added text to the other value, so each copy has to be recognised by the other. */
    @Test
    void explanationHidesASignatureThatStandsTwiceInADamagedLink() {
        assertNothingLeaks(SampleLinks.v4()
                .replaceFirst("https://(.*x-oss-signature=)(\\w+)", "https://x-oss-sign\u0001ure=$2amp;$1$2nRE"));
        assertNothingLeaks(SampleLinks.v1With(SampleLinks.KEYS)
                .replaceFirst("https://(.*Signature=)([\\w%]+)", "https://Sign\u0001ure=$2amp;$1$2nRE"));
    }

    private static void assertNothingLeaks(String text) {
        LinkQuestion question = SampleLinks.askWithSecret(text);
        int signatureStart = text.toLowerCase(Locale.ROOT).lastIndexOf("signature=") + "signature=".length();
        String signature = text.substring(signatureStart, signatureStart + 16);

        assertThat(question + " " + LinkExplainer.explain(question))
                .doesNotContainIgnoringCase(SampleLinks.KEYS.accessKeySecret(), signature);
    }

    /** Returns a record with the secret in each component that can hold one. */
    private static Object sample(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean secret = SECRET_NAME.matcher(components[i].getName()).matches();
            types[i] = components[i].getType();
            values[i] = value(types[i], secret ? URL : "x");
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object value(Class<?> type, String text) throws ReflectiveOperationException {
        if (type == String.class) {
            return text;
        } else if (type == Map.class) {
            return Map.of("name", text);
        } else if (type == List.class) {
            return List.of(text);
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == LooseQuery.class) {
            return new LooseQuery("x-oss-signature=" + SECRET);
        } else if (type == UrlParts.class) {
            return Objects.requireNonNull(UrlParts.of(URL));
        } else if (type == Findings.class) {
            return new Findings();
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return sample(type);
    }
}
