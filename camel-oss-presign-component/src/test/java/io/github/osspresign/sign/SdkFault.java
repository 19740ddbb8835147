package io.github.osspresign.sign;

import com.aliyun.oss.internal.SignParameters;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where an official SDK signs something else than the service reads; each is an exact condition on the input. */
@SuppressWarnings("ImmutableEnumChecker") // the conditions hold no state
enum SdkFault {

    /** A header value with blanks around it, which HTTP drops on the way, is signed with them. */
    V2_KEEPS_BLANKS_AROUND_HEADER_VALUES(
            SdkV2.class, null, input -> anyOf(input.signedHeaders(), (name, value) -> hasBlanksAround(value))),

    /** A header with an empty value is not signed, though it is sent (and, as an additional one, listed). */
    V2_DOES_NOT_SIGN_EMPTY_HEADERS(
            SdkV2.class,
            null,
            input -> anyOf(
                    input.signedHeaders(),
                    (name, value) ->
                            value.isEmpty() && (input.version() == SignatureVersion.V4 || name.startsWith("x-oss-")))),

    /** Parameters such as x-oss-process and x-oss-traffic-limit are not signed. */
    V2_DOES_NOT_SIGN_OSS_PARAMETERS(
            SdkV2.class,
            SignatureVersion.V1,
            input -> anyOf(input.query(), (name, value) -> name.startsWith("x-oss-"))),

    /** Sub-resources of older features are not signed. */
    V2_DOES_NOT_KNOW_OLDER_SUB_RESOURCES(
            SdkV2.class,
            SignatureVersion.V1,
            input -> anyOf(
                    input.query(), (name, value) -> Set.of("img", "styleName").contains(name))),

    /** A parameter, the token too, with blanks around it is signed without them but sent with them. */
    V1_SIGNS_PARAMETERS_WITHOUT_THE_BLANKS_AROUND_THEM(
            SdkV1.class,
            SignatureVersion.V4,
            input -> anyOf(input.query(), (name, value) -> hasBlanksAround(name) || hasBlanksAround(value))
                    || (input.credentials().isTemporary()
                            && hasBlanksAround(input.credentials().securityToken()))),

    /** X-Oss-Content-Sha256 in any other spelling is signed as a header but not as the hash of the payload. */
    V1_READS_THE_CONTENT_HASH_ONLY_IN_LOWER_CASE(
            SdkV1.class,
            SignatureVersion.V4,
            input -> input.spelling("x-oss-content-sha256")
                    .filter(name -> !name.equals("x-oss-content-sha256"))
                    .filter(name -> !input.headers().get(name).equals("UNSIGNED-PAYLOAD"))
                    .isPresent()),

    /** A host header not spelled "Host" gives way to the endpoint's host without its port. */
    V1_REPLACES_A_HOST_HEADER_OF_OTHER_SPELLING(
            SdkV1.class,
            SignatureVersion.V4,
            input -> input.signedHeaders().containsKey("host")
                    && !input.headers().containsKey("Host")
                    && !input.signedHeaders().get("host").equals(hostWithoutPort(input))),

    /** A sub-resource with an empty value is signed as "acl=" instead of "acl". */
    V1_SIGNS_EMPTY_SUB_RESOURCES_WITH_AN_EQUALS_SIGN(
            SdkV1.class,
            SignatureVersion.V1,
            input -> anyOf(
                    input.query(), (name, value) -> SignParameters.SIGNED_PARAMTERS.contains(name) && value.isEmpty())),

    /** Parameters that begin with x-oss- but are missing in its list are not signed. */
    V1_DOES_NOT_SIGN_OSS_PARAMETERS_NEWER_THAN_ITSELF(
            SdkV1.class,
            SignatureVersion.V1,
            input -> anyOf(
                    input.query(),
                    (name, value) -> name.startsWith("x-oss-") && !SignParameters.SIGNED_PARAMTERS.contains(name))),

    /** Sub-resources that only the other SDK knows are not signed. */
    V1_DOES_NOT_KNOW_NEWER_SUB_RESOURCES(
            SdkV1.class,
            SignatureVersion.V1,
            input -> anyOf(
                    input.query(),
                    (name, value) -> Set.of("cloudboxes", "cleanRestoredObject").contains(name)));

    private final Class<? extends OfficialSdk> sdk;
    private final @Nullable SignatureVersion version;
    private final Predicate<SigningInput> condition;

    SdkFault(Class<? extends OfficialSdk> sdk, @Nullable SignatureVersion version, Predicate<SigningInput> condition) {
        this.sdk = sdk;
        this.version = version;
        this.condition = condition;
    }

    boolean concerns(OfficialSdk subject, SigningInput input) {
        return sdk.isInstance(subject) && (version == null || version == input.version()) && condition.test(input);
    }

    private static boolean anyOf(Map<String, String> pairs, BiPredicate<String, String> test) {
        return pairs.entrySet().stream().anyMatch(pair -> test.test(pair.getKey(), pair.getValue()));
    }

    private static boolean hasBlanksAround(String text) {
        return !text.equals(text.trim());
    }

    /** As the SDK reads it, which finds no host where a bucket's name has an underscore. */
    private static String hostWithoutPort(SigningInput input) {
        URI endpoint = URI.create(input.address().endpoint());
        boolean bucketInHost = !input.address().cname() && !input.address().pathStyle();
        return bucketInHost
                ? URI.create("https://" + input.bucket() + "." + endpoint.getHost())
                        .getHost()
                : endpoint.getHost();
    }
}
