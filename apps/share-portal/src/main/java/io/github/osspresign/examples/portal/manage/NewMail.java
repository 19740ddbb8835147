// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A mail with the address of a share. A quoted local part could have line breaks. */
record NewMail(
        @NotEmpty(message = ADDRESS) @Size(max = 254, message = ADDRESS) @Email(regexp = "[^\\p{Cc}\\s\"]*", message = ADDRESS) String to,

        @NotNull(message = LANGUAGE) @Pattern(regexp = "en|zh", message = LANGUAGE) String language) {

    private static final String ADDRESS = "must be one address such as bob@example.com";
    private static final String LANGUAGE = "must be en or zh";
}
