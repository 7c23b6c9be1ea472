/* The words of mails, in both languages (AUTHORIZATION M26): no name, no health data, no picture, and no link
 * that signs anybody in. {plan}, {app}, {code}, {minutes}, {never}, {until}, {asked}, {services} are filled in; a line
 * whose value is empty is left out. A plan may say it in its own words, with all that ours tell. */
#include "member/member_int.h"

#include "base/buf.h"
#include "base/slot.h"

#define CODE_MINUTES "10"
_Static_assert(MEMBER_CODE_TTL_MS == 10 * MINUTE_MS, "CODE_MINUTES says it");

typedef struct MailRow {
    Str kind;
    Str subject[2];
    Str text[2]; /* paragraphs by newline; {code} has its own; "@" in front: words of the link */
} MailRow;

// clang-format off
static const MailRow rows[MAIL_KINDS] = {
    [MAIL_CODE] = { STR_C("code"),
        { STR_C("{plan}: your code"),
          STR_C("{plan}: su código") },
        { STR_C("Your code to sign in at {plan} is:\n{code}\n"
                "Type it on the page where you asked for it. It works for {minutes} minutes, one time.\n"
                "You asked for it to connect this app: {app}.\n"
                "It was asked for on {asked}.\n"
                "{never} {plan} will never call you to ask for it.\n"
                "If you did not ask for a code, you can ignore this e-mail.\n"
                "Questions? Member services: {services}"),
          STR_C("Su código para entrar en {plan} es:\n{code}\n"
                "Escríbalo en la página donde lo pidió. Sirve durante {minutes} minutos, una sola vez.\n"
                "Usted lo pidió para conectar esta aplicación: {app}.\n"
                "Se pidió el {asked}.\n"
                "{never} {plan} nunca le llamará para pedírselo.\n"
                "Si usted no pidió un código, no tiene que hacer nada.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_HAS_ACCOUNT] = { STR_C("has_account"),
        { STR_C("{plan}: you already have an account"),
          STR_C("{plan}: usted ya tiene una cuenta") },
        { STR_C("Somebody just tried to register at {plan} with this e-mail address.\n"
                "This address already has an account, so no code was sent.\n"
                "If it was you: go back and choose \"I have used this before\". You do not need to register again.\n"
                "If it was not you, you do not need to do anything.\n"
                "Questions? Member services: {services}"),
          STR_C("Alguien acaba de intentar registrarse en {plan} con esta dirección de correo.\n"
                "Esta dirección ya tiene una cuenta, así que no se envió ningún código.\n"
                "Si fue usted: vuelva atrás y elija «Ya lo he usado antes». No tiene que registrarse otra vez.\n"
                "Si no fue usted, no tiene que hacer nada.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_NOT_BOUND] = { STR_C("not_bound"),
        { STR_C("{plan}: we could not register this address"),
          STR_C("{plan}: no pudimos registrar esta dirección") },
        { STR_C("Somebody just tried to register at {plan} with this e-mail address. We could not finish it.\n"
                "If it was you and you registered before, use the e-mail address of that time.\n"
                "If you do not know which one it was, member services can help you.\n"
                "If it was not you, you do not need to do anything.\n"
                "Questions? Member services: {services}"),
          STR_C("Alguien acaba de intentar registrarse en {plan} con esta dirección de correo. No pudimos terminar.\n"
                "Si fue usted y ya se había registrado, use el correo electrónico de aquella vez.\n"
                "Si no recuerda cuál era, servicios para miembros le puede ayudar.\n"
                "Si no fue usted, no tiene que hacer nada.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_TRIED] = { STR_C("tried"),
        { STR_C("{plan}: somebody tried to register with your details"),
          STR_C("{plan}: alguien intentó registrarse con sus datos") },
        { STR_C("Somebody just tried to register at {plan} with your details and another e-mail address.\n"
                "We did not let them. Your account has not changed.\n"
                "If it was you: sign in with this address. You do not need to register again.\n"
                "If it was not you, call member services.\n"
                "Member services: {services}"),
          STR_C("Alguien acaba de intentar registrarse en {plan} con sus datos y otra dirección de correo.\n"
                "No lo permitimos. Su cuenta no ha cambiado.\n"
                "Si fue usted: entre con esta dirección. No tiene que registrarse otra vez.\n"
                "Si no fue usted, llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_NO_ACCOUNT] = { STR_C("no_account"),
        { STR_C("{plan}: no account with this address"),
          STR_C("{plan}: no hay cuenta con esta dirección") },
        { STR_C("Somebody just tried to sign in at {plan} with this e-mail address. It has no account there.\n"
                "If it was you and this is your first time: go back and choose \"Register\".\n"
                "If you registered before, use the e-mail address of that time.\n"
                "If it was not you, you do not need to do anything.\n"
                "Questions? Member services: {services}"),
          STR_C("Alguien acaba de intentar entrar en {plan} con esta dirección de correo. No tiene cuenta allí.\n"
                "Si fue usted y es su primera vez: vuelva atrás y elija «Registrarse».\n"
                "Si ya se había registrado, use el correo electrónico de aquella vez.\n"
                "Si no fue usted, no tiene que hacer nada.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_FROZEN] = { STR_C("frozen"),
        { STR_C("{plan}: this account is closed for now"),
          STR_C("{plan}: esta cuenta está cerrada por ahora") },
        { STR_C("Somebody just tried to sign in at {plan} with this e-mail address.\n"
                "This account is closed for now: nobody can sign in, and no app can read the records.\n"
                "If you think that this is a mistake, or to ask why: call member services.\n"
                "Member services: {services}"),
          STR_C("Alguien acaba de intentar entrar en {plan} con esta dirección de correo.\n"
                "Esta cuenta está cerrada por ahora: nadie puede entrar y ninguna aplicación puede leer los datos.\n"
                "Si cree que es un error, o para preguntar por qué: llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_CONNECTED] = { STR_C("connected"),
        { STR_C("{plan}: an app was connected"),
          STR_C("{plan}: se conectó una aplicación") },
        { STR_C("You connected this app to {plan}: {app}.\n"
                "It can now read what you agreed to share.\n"
                "You can stop it at any time. This link does it, without a code:\n"
                "@Disconnect the app\n"
                "The link opens nothing else. You can also use the account page of {plan}.\n"
                "If it was not you, disconnect the app and call member services now.\n"
                "Member services: {services}"),
          STR_C("Usted conectó esta aplicación con {plan}: {app}.\n"
                "Ahora puede leer lo que usted aceptó compartir.\n"
                "Puede detenerla cuando quiera. Este enlace lo hace, sin código:\n"
                "@Desconectar la aplicación\n"
                "El enlace no abre nada más. También puede usar la página de su cuenta de {plan}.\n"
                "Si no fue usted, desconecte la aplicación y llame ahora a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_DISCONNECTED] = { STR_C("disconnected"),
        { STR_C("{plan}: an app was disconnected"),
          STR_C("{plan}: se desconectó una aplicación") },
        { STR_C("This app was disconnected from {plan}: {app}.\n"
                "It was done on your account page or with the link in our mail.\n"
                "The app cannot read your data any more. What it has already copied stays with it.\n"
                "If you want to use the app again, connect it again.\n"
                "If it was not you, call member services.\n"
                "Member services: {services}"),
          STR_C("Se desconectó esta aplicación de {plan}: {app}.\n"
                "Se hizo en la página de su cuenta o con el enlace de nuestro correo.\n"
                "La aplicación ya no puede leer sus datos. Lo que ya copió se queda allí.\n"
                "Si quiere volver a usarla, conéctela otra vez.\n"
                "Si no fue usted, llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_DISCONNECTED_ALL] = { STR_C("disconnected_all"),
        { STR_C("{plan}: all apps were disconnected"),
          STR_C("{plan}: se desconectaron todas las aplicaciones") },
        { STR_C("All apps were disconnected from {plan}: {app}.\n"
                "It was done on your account page.\n"
                "They cannot read your data any more. What an app has already copied stays with it.\n"
                "If you want to use one again, connect it again.\n"
                "If it was not you, call member services.\n"
                "Member services: {services}"),
          STR_C("Se desconectaron de {plan} todas las aplicaciones: {app}.\n"
                "Se hizo en la página de su cuenta.\n"
                "Ya no pueden leer sus datos. Lo que una aplicación ya copió se queda allí.\n"
                "Si quiere volver a usar alguna, conéctela otra vez.\n"
                "Si no fue usted, llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_SETTLED] = { STR_C("settled"),
        { STR_C("{plan}: we disconnected what you had connected"),
          STR_C("{plan}: desconectamos lo que usted había conectado") },
        { STR_C("We disconnected from {plan} what you had connected: {app}.\n"
                "The reason is a change in the records of {plan}. You did nothing wrong.\n"
                "The data cannot be read in this way any more. What an app has already copied stays with it.\n"
                "If you still want to use the app, try to connect it again. If you cannot, call member services.\n"
                "Member services: {services}"),
          STR_C("Desconectamos de {plan} lo que usted había conectado: {app}.\n"
                "El motivo es un cambio en los registros de {plan}. Usted no hizo nada malo.\n"
                "Los datos ya no se pueden leer de esta manera. Lo que una aplicación ya copió se queda allí.\n"
                "Si todavía quiere usar la aplicación, intente conectarla otra vez. Si no puede, llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_WELCOME] = { STR_C("welcome"),
        { STR_C("{plan}: you have an account"),
          STR_C("{plan}: usted ya tiene cuenta") },
        { STR_C("You now have an account at {plan} for connecting apps. Its name is this e-mail address.\n"
                "There is no password. To sign in, type this address, and we send a code to it.\n"
                "On the account page you see which apps are connected, and you can stop them.\n"
                "No app reads your data unless you agree to it.\n"
                "If it was not you, call member services now.\n"
                "Member services: {services}"),
          STR_C("Usted ya tiene una cuenta en {plan} para conectar aplicaciones. Su nombre es esta dirección de correo.\n"
                "No hay contraseña. Para entrar, escriba esta dirección y le enviaremos un código.\n"
                "En la página de la cuenta usted ve qué aplicaciones están conectadas y puede detenerlas.\n"
                "Ninguna aplicación lee sus datos si usted no lo acepta.\n"
                "Si no fue usted, llame ahora a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_CHANGE] = { STR_C("change"),
        { STR_C("{plan}: your code to share more"),
          STR_C("{plan}: su código para compartir más") },
        { STR_C("Your code to let this app read more of your data at {plan} is:\n{code}\n"
                "App: {app}.\n"
                "Type it on the page where you asked for it. It works for {minutes} minutes, one time.\n"
                "{never} {plan} will never call you to ask for it.\n"
                "If you did not ask for a code, somebody may be using your account. Nothing changes without the code.\n"
                "Questions? Member services: {services}"),
          STR_C("Su código para que esta aplicación lea más de sus datos en {plan} es:\n{code}\n"
                "Aplicación: {app}.\n"
                "Escríbalo en la página donde lo pidió. Sirve durante {minutes} minutos, una sola vez.\n"
                "{never} {plan} nunca le llamará para pedírselo.\n"
                "Si usted no pidió un código, puede que alguien esté usando su cuenta. Nada cambia sin el código.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_STILL] = { STR_C("still"),
        { STR_C("{plan}: an app still reads your data"),
          STR_C("{plan}: una aplicación sigue leyendo sus datos") },
        { STR_C("This app may still read your data from {plan}: {app}.\n"
                "You agreed to that some time ago. If you use the app, you do not need to do anything.\n"
                "If you do not use it any more: open the account page of {plan} and choose \"Disconnect\".\n"
                "Questions? Member services: {services}"),
          STR_C("Esta aplicación todavía puede leer sus datos de {plan}: {app}.\n"
                "Usted lo aceptó hace un tiempo. Si usa la aplicación, no tiene que hacer nada.\n"
                "Si ya no la usa: abra la página de su cuenta de {plan} y elija «Desconectar».\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_ENDS] = { STR_C("ends"),
        { STR_C("{plan}: the time of an app ends soon"),
          STR_C("{plan}: el tiempo de una aplicación termina pronto") },
        { STR_C("The time for which this app may read your data from {plan} ends soon: {app}.\n"
                "The last day is {until}.\n"
                "If you want to go on, open the app and connect it again. If not, you do not need to do anything.\n"
                "You can stop it sooner: open the account page of {plan} and choose \"Disconnect\".\n"
                "Questions? Member services: {services}"),
          STR_C("Pronto termina el tiempo en que esta aplicación puede leer sus datos de {plan}: {app}.\n"
                "El último día es el {until}.\n"
                "Si quiere seguir, abra la aplicación y conéctela otra vez. Si no, no tiene que hacer nada.\n"
                "Puede detenerla antes: abra la página de su cuenta de {plan} y elija «Desconectar».\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_STOPPED] = { STR_C("stopped"),
        { STR_C("{plan}: we disconnected an app"),
          STR_C("{plan}: desconectamos una aplicación") },
        { STR_C("We disconnected this app from {plan}: {app}.\n"
                "The key it reads your data with was used in two places. Somebody may have copied it.\n"
                "The app cannot read your data any more. What it has already copied stays with it.\n"
                "If you still want to use the app, connect it again.\n"
                "Questions? Member services: {services}"),
          STR_C("Desconectamos esta aplicación de {plan}: {app}.\n"
                "La clave con la que lee sus datos se usó en dos lugares. Puede que alguien la haya copiado.\n"
                "La aplicación ya no puede leer sus datos. Lo que ya copió se queda allí.\n"
                "Si todavía quiere usar la aplicación, conéctela otra vez.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_DELETE] = { STR_C("delete"),
        { STR_C("{plan}: your code to delete your account"),
          STR_C("{plan}: su código para borrar su cuenta") },
        { STR_C("Your code to delete your account at {plan} is:\n{code}\n"
                "Type it on the page where you asked for it. It works for {minutes} minutes, one time.\n"
                "{never} {plan} will never call you to ask for it.\n"
                "If you did not ask for a code, somebody may be using your account. Nothing is deleted without the code.\n"
                "Questions? Member services: {services}"),
          STR_C("Su código para borrar su cuenta de {plan} es:\n{code}\n"
                "Escríbalo en la página donde lo pidió. Sirve durante {minutes} minutos, una sola vez.\n"
                "{never} {plan} nunca le llamará para pedírselo.\n"
                "Si usted no pidió un código, puede que alguien esté usando su cuenta. Nada se borra sin el código.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_DELETED] = { STR_C("deleted"),
        { STR_C("{plan}: your account is deleted"),
          STR_C("{plan}: su cuenta está borrada") },
        { STR_C("Your account at {plan} is deleted. We have erased this e-mail address from it.\n"
                "All apps are disconnected. What an app has already copied stays with it.\n"
                "Your health plan and your records there have not changed.\n"
                "You can register again at any time with another e-mail address, and with this one after 30 days.\n"
                "If it was not you, call member services now.\n"
                "Member services: {services}"),
          STR_C("Su cuenta de {plan} está borrada. Hemos quitado de ella esta dirección de correo.\n"
                "Todas las aplicaciones están desconectadas. Lo que una aplicación ya copió se queda allí.\n"
                "Su plan de salud y sus datos allí no han cambiado.\n"
                "Puede registrarse otra vez cuando quiera con otra dirección de correo, y con esta después de 30 días.\n"
                "Si no fue usted, llame ahora a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_HELD] = { STR_C("held"),
        { STR_C("{plan}: this address cannot be used yet"),
          STR_C("{plan}: esta dirección todavía no se puede usar") },
        { STR_C("Somebody just tried to register at {plan} with this e-mail address.\n"
                "An account with this address was deleted a short time ago. For 30 days nobody can use it again.\n"
                "If it was you: register with another e-mail address, or wait until the 30 days are over.\n"
                "If it was not you, you do not need to do anything.\n"
                "Questions? Member services: {services}"),
          STR_C("Alguien acaba de intentar registrarse en {plan} con esta dirección de correo.\n"
                "Hace poco se borró una cuenta con esta dirección. Durante 30 días nadie la puede usar otra vez.\n"
                "Si fue usted: regístrese con otra dirección de correo o espere a que pasen los 30 días.\n"
                "Si no fue usted, no tiene que hacer nada.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_EMAIL_OLD] = { STR_C("email_old"),
        { STR_C("{plan}: your code to change your e-mail address"),
          STR_C("{plan}: su código para cambiar su correo electrónico") },
        { STR_C("Your code to use another e-mail address at {plan} is:\n"
                "{code}\n"
                "Type it on the page where you asked for it. It works for {minutes} minutes, one time.\n"
                "{never} {plan} will never call you to ask for it.\n"
                "If you did not ask for a code, somebody may be using your account. Nothing changes without the code.\n"
                "Questions? Member services: {services}"),
          STR_C("Su código para usar otro correo electrónico en {plan} es:\n"
                "{code}\n"
                "Escríbalo en la página donde lo pidió. Sirve durante {minutes} minutos, una sola vez.\n"
                "{never} {plan} nunca le llamará para pedírselo.\n"
                "Si usted no pidió un código, puede que alguien esté usando su cuenta. Nada cambia sin el código.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_EMAIL_NEW] = { STR_C("email_new"),
        { STR_C("{plan}: your code for your new e-mail address"),
          STR_C("{plan}: su código para su nuevo correo electrónico") },
        { STR_C("Your code to use this e-mail address at {plan} is:\n"
                "{code}\n"
                "Type it on the page where you asked for it. It works for {minutes} minutes, one time.\n"
                "{never} {plan} will never call you to ask for it.\n"
                "If you did not ask for a code, you can ignore this e-mail.\n"
                "Questions? Member services: {services}"),
          STR_C("Su código para usar este correo electrónico en {plan} es:\n"
                "{code}\n"
                "Escríbalo en la página donde lo pidió. Sirve durante {minutes} minutos, una sola vez.\n"
                "{never} {plan} nunca le llamará para pedírselo.\n"
                "Si usted no pidió un código, no tiene que hacer nada.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_EMAIL_USED] = { STR_C("email_used"),
        { STR_C("{plan}: this address cannot be used"),
          STR_C("{plan}: esta dirección no se puede usar") },
        { STR_C("Somebody just tried to use this e-mail address for an account at {plan}.\n"
                "The address cannot be used for that account, so no code was sent and nothing has changed.\n"
                "If it was you: sign in with this address, or choose another one.\n"
                "If it was not you, you do not need to do anything.\n"
                "Questions? Member services: {services}"),
          STR_C("Alguien acaba de intentar usar este correo electrónico para una cuenta de {plan}.\n"
                "La dirección no se puede usar para esa cuenta, así que no se envió ningún código y nada ha cambiado.\n"
                "Si fue usted: entre con esta dirección o elija otra.\n"
                "Si no fue usted, no tiene que hacer nada.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_EMAIL_GONE] = { STR_C("email_gone"),
        { STR_C("{plan}: your e-mail address was changed"),
          STR_C("{plan}: se cambió su correo electrónico") },
        { STR_C("Your account at {plan} now has another e-mail address. We do not write to this one any more.\n"
                "If you changed it, you do not need to do anything.\n"
                "If it was not you, undo the change within 24 hours:\n"
                "@Undo the change\n"
                "For 24 hours no new app can be connected.\n"
                "Call member services if you need help.\n"
                "Member services: {services}"),
          STR_C("Su cuenta de {plan} tiene ahora otro correo electrónico. Ya no escribiremos a este.\n"
                "Si usted lo cambió, no tiene que hacer nada.\n"
                "Si no fue usted, deshaga el cambio antes de 24 horas:\n"
                "@Deshacer el cambio\n"
                "Durante 24 horas no se puede conectar ninguna aplicación nueva.\n"
                "Llame a servicios para miembros si necesita ayuda.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_EMAIL_SET] = { STR_C("email_set"),
        { STR_C("{plan}: this is your e-mail address now"),
          STR_C("{plan}: este es ahora su correo electrónico") },
        { STR_C("Your account at {plan} now has this e-mail address. Use it from now on to sign in.\n"
                "Your apps stay connected. For 24 hours no new app can be connected.\n"
                "If it was not you, call member services.\n"
                "Member services: {services}"),
          STR_C("Su cuenta de {plan} tiene ahora este correo electrónico. Úselo desde ahora para entrar.\n"
                "Sus aplicaciones siguen conectadas. Durante 24 horas no se puede conectar ninguna aplicación nueva.\n"
                "Si no fue usted, llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_EMAIL_BACK] = { STR_C("email_back"),
        { STR_C("{plan}: the change of your e-mail address was undone"),
          STR_C("{plan}: se deshizo el cambio de su correo electrónico") },
        { STR_C("The change of the e-mail address of an account at {plan} was undone. The account has its address of before again.\n"
                "Everybody was signed out of the account.\n"
                "If it was not you, call member services.\n"
                "Member services: {services}"),
          STR_C("Se deshizo el cambio del correo electrónico de una cuenta de {plan}. La cuenta tiene otra vez su dirección de antes.\n"
                "Se cerraron todas las sesiones de la cuenta.\n"
                "Si no fue usted, llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_CODE_FILE] = { STR_C("code_file"),
        { STR_C("{plan}: your code"),
          STR_C("{plan}: su código") },
        { STR_C("Somebody is registering at {plan} with your details. If it is you, this is your code:\n{code}\n"
                "Type it on the page where you asked for it. It works for {minutes} minutes, one time.\n"
                "You asked for it to connect this app: {app}.\n"
                "It was asked for on {asked}.\n"
                "You typed another e-mail address. Your plan does not have that one, so the name of your account will be this address. You can change it later on your account page.\n"
                "{never} {plan} will never call you to ask for it.\n"
                "If it is not you, do not use the code, and call member services.\n"
                "Member services: {services}"),
          STR_C("Alguien se está registrando en {plan} con sus datos. Si es usted, este es su código:\n{code}\n"
                "Escríbalo en la página donde lo pidió. Sirve durante {minutes} minutos, una sola vez.\n"
                "Usted lo pidió para conectar esta aplicación: {app}.\n"
                "Se pidió el {asked}.\n"
                "Usted escribió otra dirección de correo. Su plan no la tiene; por eso el nombre de su cuenta será esta dirección. Puede cambiarla después en la página de su cuenta.\n"
                "{never} {plan} nunca le llamará para pedírselo.\n"
                "Si no es usted, no use el código y llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_NO_CONTACT] = { STR_C("no_contact"),
        { STR_C("{plan}: we could not register this address"),
          STR_C("{plan}: no pudimos registrar esta dirección") },
        { STR_C("Somebody just tried to register at {plan} with this e-mail address. We could not finish it.\n"
                "If it was you: your plan has no e-mail address of yours. Call member services and give them one. Then register again.\n"
                "If it was not you, you do not need to do anything.\n"
                "Member services: {services}"),
          STR_C("Alguien acaba de intentar registrarse en {plan} con esta dirección de correo. No pudimos terminar.\n"
                "Si fue usted: su plan no tiene ninguna dirección de correo suya. Llame a servicios para miembros y deles una. Después regístrese otra vez.\n"
                "Si no fue usted, no tiene que hacer nada.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_MADE] = { STR_C("made"),
        { STR_C("{plan}: an account was made with your details"),
          STR_C("{plan}: se abrió una cuenta con sus datos") },
        { STR_C("Somebody just registered at {plan} with your details and another e-mail address.\n"
                "With the account, apps can be connected that read your data.\n"
                "If it was you, you do not need to do anything.\n"
                "If it was not you, call member services now.\n"
                "Member services: {services}"),
          STR_C("Alguien acaba de registrarse en {plan} con sus datos y otra dirección de correo.\n"
                "Con la cuenta se pueden conectar aplicaciones que leen sus datos.\n"
                "Si fue usted, no tiene que hacer nada.\n"
                "Si no fue usted, llame ahora a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_SIGNED_IN] = { STR_C("signed_in"),
        { STR_C("{plan}: a new sign-in"),
          STR_C("{plan}: un inicio de sesión nuevo") },
        { STR_C("Somebody signed in to your account at {plan} with a browser that we have not seen before.\n"
                "If it was you, you do not need to do anything.\n"
                "If it was not you, call member services now. Your account page shows the last sign-ins.\n"
                "Member services: {services}"),
          STR_C("Alguien entró en su cuenta de {plan} con un navegador que no habíamos visto antes.\n"
                "Si fue usted, no tiene que hacer nada.\n"
                "Si no fue usted, llame ahora a servicios para miembros. La página de su cuenta muestra los últimos inicios de sesión.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_ACTS_NEW] = { STR_C("acts_new"),
        { STR_C("{plan}: you may act for a member"),
          STR_C("{plan}: usted puede actuar por un miembro") },
        { STR_C("{plan} has checked your papers. From the day they begin, you may choose which apps read the data of the member you act for.\n"
                "Sign in with this e-mail address. There is no password: we send a code to it.\n"
                "You do not need to register. Choose \"I have used this before\".\n"
                "If you did not ask for this, call member services now.\n"
                "Member services: {services}"),
          STR_C("{plan} revisó sus documentos. Desde el día en que empiezan, usted puede elegir qué aplicaciones leen los datos del miembro por quien actúa.\n"
                "Entre con esta dirección de correo. No hay contraseña: le enviaremos un código.\n"
                "No tiene que registrarse. Elija «Ya lo he usado antes».\n"
                "Si usted no pidió esto, llame ahora a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_ACTED_NEW] = { STR_C("acted_new"),
        { STR_C("{plan}: somebody may act for you"),
          STR_C("{plan}: alguien puede actuar por usted") },
        { STR_C("Two people at {plan} checked papers of somebody. From the day they begin, that person may choose for you which apps read your data.\n"
                "You keep your own account and your own apps.\n"
                "If you do not want this, or do not know about it, call member services now.\n"
                "Member services: {services}"),
          STR_C("Dos personas de {plan} revisaron los documentos de alguien. Desde el día en que empiezan, esa persona puede elegir por usted qué aplicaciones leen sus datos.\n"
                "Usted conserva su cuenta y sus aplicaciones.\n"
                "Si no quiere esto o no sabe de qué se trata, llame ahora a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_ACTS_OVER] = { STR_C("acts_over"),
        { STR_C("{plan}: you do not act for a member any more"),
          STR_C("{plan}: usted ya no actúa por un miembro") },
        { STR_C("You can no longer choose what is shared for one of the people you acted for at {plan}.\n"
                "The apps you connected for that person are disconnected. What an app has already copied stays with it.\n"
                "Your own data and your own apps have not changed.\n"
                "Questions? Member services: {services}"),
          STR_C("Usted ya no puede elegir qué se comparte de una de las personas por quienes actuaba en {plan}.\n"
                "Las aplicaciones que conectó para esa persona están desconectadas. Lo que una aplicación ya copió se queda allí.\n"
                "Sus propios datos y sus propias aplicaciones no han cambiado.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_ACTED_OVER] = { STR_C("acted_over"),
        { STR_C("{plan}: somebody does not act for you any more"),
          STR_C("{plan}: alguien ya no actúa por usted") },
        { STR_C("Somebody who acted for you at {plan} can no longer do that.\n"
                "The apps that person connected for you are disconnected. What an app has already copied stays with it.\n"
                "The apps you connected yourself have not changed.\n"
                "Questions? Member services: {services}"),
          STR_C("Alguien que actuaba por usted en {plan} ya no puede hacerlo.\n"
                "Las aplicaciones que esa persona conectó para usted están desconectadas. Lo que una aplicación ya copió se queda allí.\n"
                "Las aplicaciones que usted conectó no han cambiado.\n"
                "¿Preguntas? Servicios para miembros: {services}") } },
    [MAIL_RECOVERY] = { STR_C("recovery"),
        { STR_C("{plan}: another e-mail address was asked for"),
          STR_C("{plan}: se pidió otro correo electrónico") },
        { STR_C("Somebody asked member services of {plan} to give an account another e-mail address.\n"
                "This mail goes to the address it has and to the one it would get.\n"
                "Nothing changes before a second person has checked it and 24 hours have passed after that.\n"
                "If you asked for it, you do not need to do anything.\n"
                "If it was not you, call member services now, and nothing will change.\n"
                "Member services: {services}"),
          STR_C("Alguien pidió a servicios para miembros de {plan} que una cuenta tenga otro correo electrónico.\n"
                "Este mensaje va a la dirección que tiene y a la que tendría.\n"
                "Nada cambia antes de que una segunda persona lo revise y pasen 24 horas más.\n"
                "Si usted lo pidió, no tiene que hacer nada.\n"
                "Si no fue usted, llame ahora a servicios para miembros y nada cambiará.\n"
                "Servicios para miembros: {services}") } },
    [MAIL_LOCKED] = { STR_C("locked"),
        { STR_C("{plan}: your account is locked for now"),
          STR_C("{plan}: su cuenta está bloqueada por ahora") },
        { STR_C("Somebody typed too many wrong codes for your account at {plan}. We locked it to keep it safe.\n"
                "Your apps stay connected. Nobody got in by those codes.\n"
                "The account opens again by itself, at the latest after a day. If it does not, call member services.\n"
                "If it was not you, call member services.\n"
                "Member services: {services}"),
          STR_C("Alguien escribió demasiados códigos incorrectos para su cuenta de {plan}. La bloqueamos para protegerla.\n"
                "Sus aplicaciones siguen conectadas. Nadie entró con esos códigos.\n"
                "La cuenta se abre otra vez por sí sola, a más tardar en un día. Si no se abre, llame a servicios para miembros.\n"
                "Si no fue usted, llame a servicios para miembros.\n"
                "Servicios para miembros: {services}") } },
};
// clang-format on

static Str value_of(const MailWords *w, Str name, int lang)
{
    if (str_eq(name, STR("plan")))
        return w->plan;
    if (str_eq(name, STR("app")))
        return w->app;
    if (str_eq(name, STR("code")))
        return w->code;
    if (str_eq(name, STR("minutes")))
        return STR(CODE_MINUTES);
    if (str_eq(name, STR("never")))
        return lang ? STR("No le dé este código a nadie.") : STR("Never give this code to anyone.");
    if (str_eq(name, STR("asked")))
        return w->asked;
    if (str_eq(name, STR("until")))
        return w->until;
    return w->services;
}

/* A control character never gets into a mail. */
static void visible_put(Buf *b, Str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_char(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
}

/* A line with its values; empty when one of them is. */
static Str fill(Cx *cx, Str line, const MailWords *w, int lang)
{
    Str before, name;
    Buf *b = buf_new(cx, LIMIT_MAIL);
    while (slot_next(&line, &before, &name)) {
        const Str value = name.p ? value_of(w, name, lang) : STR("");
        if (name.p && value.n == 0)
            return STR("");
        visible_put(b, before);
        visible_put(b, value);
    }
    return buf_str(b);
}

static void line_write(Buf *text, Buf *html, Str line, bool code)
{
    buf_put(text, line);
    buf_put(text, STR("\n\n"));
    buf_put(html, code ? STR("<p style=\"font-size:28px;font-weight:bold;letter-spacing:4px\">")
                       : STR("<p>"));
    buf_html(html, line);
    buf_put(html, STR("</p>\n"));
}

static void link_write(Buf *text, Buf *html, Str words, Str url)
{
    buf_put(text, words);
    buf_put(text, STR(":\n"));
    buf_put(text, url);
    buf_put(text, STR("\n\n"));
    buf_put(html, STR("<p><a href=\""));
    buf_html(html, url);
    buf_put(html, STR("\">"));
    buf_html(html, words);
    buf_put(html, STR("</a></p>\n"));
}

/* ---- in a plan's own words ---- */

static bool is_code(Str line)
{
    return str_eq(line, STR("{code}"));
}

static size_t links(Str text)
{
    Str line;
    size_t n = 0;
    while (str_split(&text, '\n', &line))
        n += str_starts(line, STR("@"));
    return n;
}

/* A line that may be left out for another's sake takes nothing with it that every such mail tells. */
static const char *line_wrong(Str line)
{
    if (str_contains(line, STR("{code}")) && !is_code(line))
        return "must have {code} in a line of its own";
    const bool kept = str_contains(line, STR("{minutes}")) || str_contains(line, STR("{never}"));
    if (kept && slot_lacking(line, STR("{minutes} {never} {plan}")).p)
        return "must not have {minutes} or {never} in a line with what may be left out";
    return str_starts(line, STR("@")) && (line.n == 1 || slot_lacking(line, STR("")).p)
               ? "must have words alone in the line of the link"
               : NULL;
}

/* What keeps own from standing for ours; STR_NONE: nothing. */
static Str own_wrong(Cx *cx, Str ours, Str own)
{
    Str line;
    const Str missing = slot_lacking(ours, own);
    const Str unknown = slot_lacking(own, ours);
    if (missing.p)
        return arena_printf(cx->mem, "must say {%.*s}", STR_ARG(missing));
    if (unknown.p)
        return arena_printf(cx->mem, "knows no {%.*s}", STR_ARG(unknown));
    if (slot_has_brace(own))
        return STR("has a brace that is part of no {name}");
    if (links(own) != links(ours))
        return links(ours) ? STR("must have one line of words for the link, with @ in front")
                           : STR("has no link: no line begins with @");
    while (str_split(&own, '\n', &line)) {
        const char *wrong = line_wrong(line);
        if (wrong)
            return str_of(wrong);
    }
    return STR_NONE;
}

/* Of "mail_KIND" and "mail_KIND_subject"; STR_NONE: no mail's. */
static Str ours_by_key(Str key, int lang)
{
    Str kind = str_from(key, 5);
    const bool subject = str_ends(kind, STR("_subject"));
    if (subject)
        kind.n -= 8;
    for (int k = 0; k < MAIL_KINDS && str_starts(key, STR("mail_")); k++)
        if (str_eq(rows[k].kind, kind))
            return subject ? rows[k].subject[lang] : rows[k].text[lang];
    return STR_NONE;
}

Status mail_text_check(Cx *cx, Str key, bool spanish, Str text)
{
    const Str ours = ours_by_key(key, spanish);
    if (!ours.p)
        return fail(cx, ST_NOT_FOUND, key, "no mail has that text");
    const Str wrong = own_wrong(cx, ours, text);
    return wrong.p ? failf(cx, ST_INVALID, key, "%.*s", STR_ARG(wrong)) : ST_OK;
}

/* The plan's, if it tells what ours does: not every command has read texts.ini as check-config does. */
static Str words_of(Cx *cx, const MailWords *w, MailKind kind, const char *part, int lang)
{
    const Str key = arena_join(cx->mem, STR("mail_"), rows[kind].kind, str_of(part));
    const Str ours = ours_by_key(key, lang);
    const Str own = w->own && w->own->text ? w->own->text(w->own->texts, key, lang) : STR_NONE;
    return own.p && !own_wrong(cx, ours, own).p ? own : ours;
}

void mail_write(Cx *cx, MailKind kind, Str lang, const MailWords *w, OutboxMail *out)
{
    const int l = str_eq(lang, STR("es")) ? 1 : 0;
    Buf *text = buf_new(cx, LIMIT_MAIL);
    Buf *html = buf_new(cx, LIMIT_MAIL);
    Str rest = words_of(cx, w, kind, "", l);
    Str line;
    buf_printf(html,
               "<!doctype html>\n<html lang=\"%s\"><body style=\"font-family:sans-serif;"
               "font-size:16px;line-height:1.5;color:#1b1f24\">\n",
               l ? "es" : "en");
    while (str_split(&rest, '\n', &line)) {
        if (str_starts(line, STR("@"))) {
            link_write(text, html, str_from(line, 1), w->link);
            continue;
        }
        const Str words = fill(cx, line, w, l);
        if (words.n)
            line_write(text, html, words, is_code(line));
    }
    buf_put(html, STR("</body></html>\n"));
    out->kind = rows[kind].kind;
    out->subject = fill(cx, words_of(cx, w, kind, "_subject", l), w, l);
    out->text = buf_str(text);
    out->html = buf_str(html);
    out->lang = l ? STR("es") : STR("en");
}
