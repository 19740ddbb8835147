// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.internal.SignParameters;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Signature version V1 signs every parameter that any of the official SDKs signs, and no others. */
class SubResourcesTest {

    /** The list of alibabacloud-oss-v2, which is private there. */
    private static final List<String> SDK_V2_SUB_RESOURCES =
            List.of(("acl bucketInfo location stat delete append tagging objectMeta"
                            + " uploads uploadId partNumber security-token position response-content-type"
                            + " response-content-language response-expires response-cache-control"
                            + " response-content-disposition response-content-encoding restore callback callback-var versions"
                            + " versioning versionId sequential continuation-token regionList cloudboxes symlink resourceGroup"
                            + " cleanRestoredObject")
                    .split(" "));

    /** Sub-resources that the SDKs for Python sign, but not those for Java. */
    private static final List<String> PYTHON_SUB_RESOURCES =
            List.of(("dataPipeline legalHold objectWorm overwriteConfig qosRequester requesterQosInfo resourcePool"
                            + " resourcePoolBuckets resourcePoolInfo retention rtc userDefinedLogFieldsConfig")
                    .split(" "));

    @Test
    void everySubResourceOfTheSdksIsSigned() {
        assertThat(SignParameters.SIGNED_PARAMTERS).hasSizeGreaterThan(80).allMatch(SubResources::isSigned);
        assertThat(SDK_V2_SUB_RESOURCES).allMatch(SubResources::isSigned);
        assertThat(PYTHON_SUB_RESOURCES).allMatch(SubResources::isSigned);
    }

    @Test
    void everyParameterThatBeginsWithXOssIsSigned() {
        assertThat(List.of("x-oss-process", "x-oss-ac-source-ip", "x-oss-not-invented-yet"))
                .allMatch(SubResources::isSigned);
    }

    @Test
    void otherNamesAndOtherCaseAreNotSigned() {
        assertThat(List.of("ACL", "versionid", "X-Oss-Process", "from", "", "x-oss", "Expires", "OSSAccessKeyId"))
                .noneMatch(SubResources::isSigned);
    }

    /** The dev server has a separate list. The fuzz test compares the two lists only by the names that it generates. */
    @Test
    void referenceSignerSignsSameParameters() {
        Stream.of(
                        SignParameters.SIGNED_PARAMTERS,
                        PYTHON_SUB_RESOURCES,
                        List.of("udfId", "from", "ACL", "x-oss-not-yet"))
                .flatMap(List::stream)
                .forEach(name -> assertThat(isSignedByReference(name)).as(name).isEqualTo(SubResources.isSigned(name)));
    }

    private static boolean isSignedByReference(String name) {
        String unsigned = ReferenceSigner.stringToSignV1("GET", "bucket", "key", List.of(), Map.of(), "1");
        String text = ReferenceSigner.stringToSignV1(
                "GET", "bucket", "key", List.of(Map.entry(name, "value")), Map.of(), "1");
        return !text.equals(unsigned);
    }
}
