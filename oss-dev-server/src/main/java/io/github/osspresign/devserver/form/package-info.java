/** The forms that browsers upload with: their parts, and the policy that limits them. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.form;

import org.jspecify.annotations.NullMarked;
