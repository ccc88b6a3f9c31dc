package dev.understudy.woven;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Marks methods that further aspects stand before.
 */
@Retention(RetentionPolicy.RUNTIME)
@interface Noted {

}
