package io.github.osspresign.oss;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.internal.SignParameters;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Signature version 1 signs every parameter that any of the official SDKs signs, and no other. */
class SubResourcesTest {

    /** The list of alibabacloud-oss-v2, which keeps it to itself. */
    private static final List<String> OF_SDK_V2 =
            List.of(("acl bucketInfo location stat delete append tagging objectMeta"
                            + " uploads uploadId partNumber security-token position response-content-type"
                            + " response-content-language response-expires response-cache-control"
                            + " response-content-disposition response-content-encoding restore callback callback-var versions"
                            + " versioning versionId sequential continuation-token regionList cloudboxes symlink resourceGroup"
                            + " cleanRestoredObject")
                    .split(" "));

    @Test
    void everySubResourceOfBothSdksIsSigned() {
        assertThat(SignParameters.SIGNED_PARAMTERS).hasSizeGreaterThan(80).allMatch(SubResources::areSigned);
        assertThat(OF_SDK_V2).allMatch(SubResources::areSigned);
    }

    @Test
    void everyParameterOfTheServiceItselfIsSigned() {
        assertThat(List.of("x-oss-process", "x-oss-ac-source-ip", "x-oss-not-invented-yet"))
                .allMatch(SubResources::areSigned);
    }

    @Test
    void namesAreCaseSensitiveAndOthersAreNotSigned() {
        assertThat(List.of("ACL", "versionid", "X-Oss-Process", "from", "", "x-oss", "Expires", "OSSAccessKeyId"))
                .noneMatch(SubResources::areSigned);
    }

    /** The dev server has a list of its own, which a fuzz test would compare only by the names that it knows. */
    @Test
    void theReferenceSignsTheSame() {
        Stream.concat(SignParameters.SIGNED_PARAMTERS.stream(), Stream.of("udfId", "from", "ACL", "x-oss-not-yet"))
                .forEach(name ->
                        assertThat(isSignedByTheReference(name)).as(name).isEqualTo(SubResources.areSigned(name)));
    }

    private static boolean isSignedByTheReference(String name) {
        String unsigned = ReferenceSigner.stringToSignV1("GET", "bucket", "key", List.of(), Map.of(), "1");
        String text = ReferenceSigner.stringToSignV1(
                "GET", "bucket", "key", List.of(Map.entry(name, "value")), Map.of(), "1");
        return !text.equals(unsigned);
    }
}
