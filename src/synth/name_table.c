/* name_table.c - first names and surnames, with accents, hyphens, apostrophes and particles. */
#include "synth/synth_rows.h"

// clang-format off
#define N(name) { STR_C(name), false }
#define S(name) { STR_C(name), true }

const NameRow women[] = {
    N("Abigail"), S("Alejandra"), N("Alice"), N("Amira"), S("Ana"), N("Anita"), S("Beatriz"), N("Brooke"),
    S("Carmen"), N("Caroline"), N("Chloë"), N("Dana"), N("Deborah"), S("Elena"), N("Emily"), N("Fatima"),
    N("Grace"), S("Guadalupe"), N("Hannah"), N("Helen"), S("Inés"), N("Irene"), S("Isabel"), N("Jade"),
    N("Joyce"), N("Karen"), N("Keisha"), N("Laura"), N("Linh"), S("Lucía"), N("Margaret"), S("María"),
    N("Mei"), N("Monica"), N("Nadia"), N("Naomi"), N("Olivia"), S("Paloma"), N("Priya"), N("Rachel"),
    N("Renée"), S("Rocío"), N("Ruth"), N("Sarah"), N("Siobhán"), S("Sofía"), N("Tanya"), S("Teresa"),
    N("Victoria"), S("Ximena"), N("Yuki"), N("Zoë"),
};

const NameRow men[] = {
    N("Aaron"), S("Alejandro"), N("Andrew"), S("Ángel"), N("Anthony"), N("Benjamin"), N("Brian"), S("Carlos"),
    N("Charles"), N("Daniel"), N("David"), S("Diego"), N("Dmitri"), S("Eduardo"), N("Elijah"), N("Ethan"),
    S("Fernando"), N("François"), N("Gary"), N("George"), N("Hassan"), N("Henry"), S("Hugo"), N("Isaac"),
    N("James"), S("Jesús"), N("John"), S("Jorge"), N("Joshua"), S("José"), S("Juan"), N("Kevin"),
    N("Kwame"), N("Liam"), S("Luis"), N("Marcus"), S("Mateo"), N("Michael"), N("Minh"), N("Nathan"),
    N("Noah"), S("Óscar"), N("Omar"), N("Patrick"), N("Raj"), S("Raúl"), N("Robert"), N("Samuel"),
    N("Søren"), N("Steven"), N("Thomas"), S("Víctor"), N("William"), N("Zachary"),
};

const NameRow surnames[] = {
    N("Adams"), S("Aguilar"), N("Ahmed"), N("Allen"), S("Álvarez"), N("Anderson"), N("Bailey"), N("Baker"),
    N("Begay"), N("Bennett"), N("Brown"), N("Campbell"), S("Castillo"), N("Chen"), S("Chávez"), N("Clark"),
    N("Collins"), N("Cooper"), N("D'Angelo"), N("Davis"), S("De La Cruz"), S("Delgado"), S("Díaz"), N("Edwards"),
    N("Evans"), S("Fernández"), N("Fitzgerald"), N("Foster"), S("García"), S("García-López"), S("Gómez"),
    N("Gonzales"), N("Green"), S("Gutiérrez"), N("Hall"), N("Harris"), S("Hernández"), N("Hill"), N("Hughes"),
    N("Jackson"), S("Jiménez"), N("Johnson"), N("Jones"), N("Kelly"), N("Kim"), N("King"), N("Kowalczyk"),
    N("Lee"), N("Lewis"), S("López"), N("MacDonald"), S("Martín"), N("McCarthy"), S("Mendoza"), N("Miller"),
    N("Mitchell"), S("Morales"), N("Moore"), N("Müller"), N("Murphy"), N("Nelson"), N("Nguyen"), S("Núñez"),
    N("O'Connor"), N("O'Neill"), N("Okafor"), S("Ortiz"), N("Parker"), N("Patel"), S("Peña"), S("Pérez"),
    N("Peterson"), N("Phillips"), S("Ramírez"), S("Ramos"), N("Reed"), S("Reyes"), N("Roberts"), N("Robinson"),
    S("Rodríguez"), S("Ruiz"), S("Salazar"), S("Sánchez"), N("Scott"), N("Singh"), N("Smith"), N("Smith-Jones"),
    S("Soto"), N("St. John"), N("Stewart"), N("Taylor"), N("Thomas"), S("Torres"), N("Tsosie"), N("Turner"),
    N("Van Dyke"), S("Vargas"), N("Walker"), N("Watson"), N("White"), N("Williams"), N("Wilson"), N("Wójcik"),
    N("Wright"), N("Yazzie"), N("Young"),
};
// clang-format on

const size_t women_count = TABLE_COUNT(women);
const size_t men_count = TABLE_COUNT(men);
const size_t surname_count = TABLE_COUNT(surnames);
