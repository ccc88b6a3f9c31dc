package dev.understudy.test.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts all models of a test's application into the hands of the test: its context has a
 * {@link dev.understudy.test.ScriptedModels} and a
 * {@link dev.understudy.test.VirtualClock}, both to be autowired, and no model is really
 * asked.
 * <p>
 * A bean that reaches its models through a chat model of Spring AI or LangChain4j, as its
 * dependencies tell, runs as it is: the clients below do what the scripts say. So does
 * one that reaches {@code ScriptedModels} itself, through a stand-in for the
 * application's own client. Of all other beans the {@code @ModelFallback} methods and the
 * router calls are not run; the scripts answer in their place. Of classes that are no
 * beans, only the router calls of the test itself are run.
 * <p>
 * Everything begins anew before each test method, before its {@code @BeforeEach} methods.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureScriptedModels {

	/**
	 * Beans whose methods and router calls are run whatever their dependencies tell, and
	 * other classes whose router calls are.
	 * @return their classes or interfaces
	 */
	Class<?>[] run() default {};

	/**
	 * Beans whose methods and router calls are not run whatever their dependencies tell,
	 * and other classes whose router calls are not, be it the test.
	 * @return their classes or interfaces
	 */
	Class<?>[] standInFor() default {};

}
